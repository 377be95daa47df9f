using System.Text.Json;
using System.Text.Json.Serialization;

namespace Primacy.Kubernetes.Streaming;

/// <summary>
/// An object of any kind as the API server writes it, as far as it is read. The official models would hold all of it;
/// see https://kubernetes.io/docs/reference/kubernetes-api/ for what the parts mean.
/// </summary>
internal sealed record WireObject
{
    public Metadata? Metadata { get; init; }

    public SpecPart? Spec { get; init; }

    public StatusPart? Status { get; init; }

    public List<Subset>? Subsets { get; init; }

    /// <summary>Of a Secret.</summary>
    public Dictionary<string, JsonElement>? Data { get; init; }

    internal sealed record SpecPart
    {
        public int? Replicas { get; init; }

        public OrdinalPart? Ordinals { get; init; }

        public string? ServiceName { get; init; }

        public TemplatePart? Template { get; init; }

        /// <summary>A map of labels at a Service, and something else elsewhere.</summary>
        public JsonElement Selector { get; init; }

        public string? Hostname { get; init; }

        public string? Subdomain { get; init; }

        public List<Container>? Containers { get; init; }

        public string? HolderIdentity { get; init; }

        public string? RenewTime { get; init; }
    }

    internal sealed record StatusPart
    {
        [JsonPropertyName("podIP")]
        public string? PodIp { get; init; }

        public string? Phase { get; init; }

        public string? CurrentPrimary { get; init; }

        public string? TargetPrimary { get; init; }
    }

    internal sealed record OrdinalPart(int? Start);

    internal sealed record TemplatePart(SpecPart? Spec);

    internal sealed record Container(List<Port>? Ports);

    internal sealed record Port(string? Name, int? ContainerPort);

    internal sealed record Subset(List<Address>? Addresses);

    internal sealed record Address(string? Ip, Reference? TargetRef);

    internal sealed record Reference(string? Kind, string? Name);
}
