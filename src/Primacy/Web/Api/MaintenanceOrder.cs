namespace Primacy.Web.Api;

/// <summary>What whoever plans work at a cluster sends.</summary>
internal sealed record MaintenanceOrder
{
    public required string Cluster { get; init; }

    /// <summary>Now, if it is not said.</summary>
    public DateTimeOffset? From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required string Reason { get; init; }
}
