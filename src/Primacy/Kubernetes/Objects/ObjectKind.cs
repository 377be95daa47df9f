namespace Primacy.Kubernetes.Objects;

/// <summary>The kinds of objects that say something about a PostgreSQL cluster.</summary>
internal enum ObjectKind
{
    Pod,
    StatefulSet,
    Service,
    Endpoints,
    ConfigMap,
    Lease,
    Secret,

    /// <summary>CloudNativePG's own resource, whose status names the primary.</summary>
    CnpgCluster,
}
