using System.Text.Json;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Streaming;

/// <summary>Takes from an object what matters here.</summary>
/// <param name="annotations">The annotations that are read.</param>
internal sealed class WireReader(IReadOnlySet<string> annotations)
{
    /// <summary>The object; null when it has no name, which no object of the API lacks.</summary>
    public KubernetesObject? Read(ObjectKind kind, WireObject wire)
    {
        if (wire.Metadata is not { Name: { } name, Namespace: { } space } from)
            return null;
        var meta = new ObjectMeta
        {
            Namespace = space,
            Name = name,
            Labels = Pairs(from.Labels, _ => true),
            Annotations = Pairs(from.Annotations, annotations.Contains),
            Owner = OwnerOf(from),
        };
        return kind switch
        {
            ObjectKind.Pod => ReadPod(meta, wire),
            ObjectKind.StatefulSet => ReadStatefulSet(meta, wire.Spec),
            ObjectKind.Service => new Service(meta) { Selector = Selector(wire.Spec) },
            ObjectKind.Endpoints => new Endpoints(meta) { Ready = Targets(wire.Subsets) },
            ObjectKind.ConfigMap => new ConfigMap(meta),
            ObjectKind.Lease => new Lease(meta)
            {
                Holder = wire.Spec?.HolderIdentity,
                RenewedAt = wire.Spec?.RenewTime,
            },
            ObjectKind.Secret => new Secret(meta) { Data = Values(wire.Data) },
            ObjectKind.CnpgCluster => new CnpgCluster(meta)
            {
                CurrentPrimary = wire.Status?.CurrentPrimary,
                TargetPrimary = wire.Status?.TargetPrimary,
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static Pod ReadPod(ObjectMeta meta, WireObject wire) =>
        new(meta)
        {
            Address = wire.Status?.PodIp is { Length: > 0 } address ? address : null,
            DnsName = wire.Spec is { Hostname: { Length: > 0 } host, Subdomain: { Length: > 0 } domain }
                ? $"{host}.{domain}.{meta.Namespace}.svc"
                : null,
            IsTerminating = wire.Metadata!.DeletionTimestamp is not null,
            IsOver = wire.Status?.Phase is "Succeeded" or "Failed",
            Ports = Ports(wire.Spec),
        };

    static StatefulSet ReadStatefulSet(ObjectMeta meta, WireObject.SpecPart? spec) =>
        new(meta)
        {
            Replicas = spec?.Replicas ?? 1,
            Start = spec?.Ordinals?.Start ?? 0,
            ServiceName = spec?.ServiceName is { Length: > 0 } service ? service : null,
            Ports = Ports(spec?.Template?.Spec),
        };

    static Owner? OwnerOf(Metadata from) =>
        from.OwnerReferences?.Find(owner => owner.Controller is true) is { Kind: { } kind, Name: { } name }
            ? new Owner(kind, name)
            : null;

    static EquatableArray<NamedPort> Ports(WireObject.SpecPart? spec) =>
        [
            .. (spec?.Containers ?? [])
                .SelectMany(container => container.Ports ?? [])
                .Where(port => port is { Name: { }, ContainerPort: { } })
                .Select(port => new NamedPort(port.Name!, port.ContainerPort!.Value)),
        ];

    static EquatableArray<Endpoints.Target> Targets(List<WireObject.Subset>? subsets) =>
        [
            .. (subsets ?? [])
                .SelectMany(subset => subset.Addresses ?? [])
                .Where(address => address.Ip is not null)
                .Select(a => new Endpoints.Target(a.Ip!, a.TargetRef is { Kind: "Pod", Name: { } pod } ? pod : null))
                .Distinct()
                .OrderBy(target => target.Address, StringComparer.Ordinal),
        ];

    static EquatableArray<Pair> Selector(WireObject.SpecPart? spec) =>
        spec?.Selector is { ValueKind: JsonValueKind.Object } selector
            ? InOrder(
                selector
                    .EnumerateObject()
                    .Where(label => label.Value.ValueKind is JsonValueKind.String)
                    .Select(label => new Pair(label.Name, label.Value.GetString()!))
            )
            : [];

    static EquatableArray<Pair> Values(Dictionary<string, JsonElement>? data) =>
        InOrder(
            (data ?? [])
                .Where(entry => entry.Value.ValueKind is JsonValueKind.String)
                .Select(entry => new Pair(entry.Key, entry.Value.GetString()!))
        );

    static EquatableArray<Pair> Pairs(Dictionary<string, string>? from, Func<string, bool> isWanted) =>
        from is null ? [] : InOrder(from.Where(p => isWanted(p.Key)).Select(p => new Pair(p.Key, p.Value)));

    static EquatableArray<Pair> InOrder(IEnumerable<Pair> pairs) =>
        [.. pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
}
