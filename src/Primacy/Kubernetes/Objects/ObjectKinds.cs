namespace Primacy.Kubernetes.Objects;

/// <summary>Where the API server keeps each kind.</summary>
internal static class ObjectKinds
{
    extension(ObjectKind kind)
    {
        /// <summary>The path of a kind's collection, in one namespace or, without one, in all.</summary>
        public string PathIn(string? space)
        {
            var (group, resource) = kind.Place;
            return space is null ? $"{group}/{resource}" : $"{group}/namespaces/{space}/{resource}";
        }

        /// <summary>Its plural, as a role names it.</summary>
        public string Resource => kind.Place.Resource;

        (string Group, string Resource) Place =>
            kind switch
            {
                ObjectKind.Pod => ("api/v1", "pods"),
                ObjectKind.StatefulSet => ("apis/apps/v1", "statefulsets"),
                ObjectKind.Service => ("api/v1", "services"),
                ObjectKind.Endpoints => ("api/v1", "endpoints"),
                ObjectKind.ConfigMap => ("api/v1", "configmaps"),
                ObjectKind.Lease => ("apis/coordination.k8s.io/v1", "leases"),
                ObjectKind.Secret => ("api/v1", "secrets"),
                ObjectKind.CnpgCluster => ("apis/postgresql.cnpg.io/v1", "clusters"),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
    }
}
