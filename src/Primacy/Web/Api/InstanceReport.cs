using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>One instance of a cluster: what it said, or why it said nothing and what is remembered of it.</summary>
internal sealed record InstanceReport
{
    public required string Name { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>primary, standby, failed, or unknown before the first probe has ended.</summary>
    public required string State { get; init; }

    /// <summary>The kind of failure, "timed-out"; null unless failed.</summary>
    public string? Failure { get; init; }

    /// <summary>Why there is no answer, in words; null when there is one.</summary>
    public string? Detail { get; init; }

    /// <summary>
    /// What it says it is: primary or standby; null without an answer. A failed probe never changes it to standby.
    /// </summary>
    public string? Role { get; init; }

    /// <summary>What it was when it last answered. A failed instance that was a primary may still be one.</summary>
    public string? LastRole { get; init; }

    public DateTimeOffset? LastSeenAt { get; init; }

    public uint? Timeline { get; init; }

    public string? Lsn { get; init; }

    public bool? ReadOnly { get; init; }

    /// <summary>As text, because JSON numbers hold 53 bits in most readers and this has 64.</summary>
    public string? SystemIdentifier { get; init; }

    /// <summary>PostgreSQL's version, "18.4".</summary>
    public string? Version { get; init; }

    /// <summary>When the postmaster was started, by the server's clock.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Client connections, ours not counted.</summary>
    public int? Clients { get; init; }

    /// <summary>Seconds since the last replayed commit on a standby, 0 on a primary.</summary>
    public double? LagSeconds { get; init; }

    /// <summary>The instance this one receives WAL from, or the host it names when that is no member.</summary>
    public string? Upstream { get; init; }

    public required IReadOnlyList<StandbyReport> Standbys { get; init; }

    public required IReadOnlyList<MissingReport> Missing { get; init; }

    /// <summary>Where its timeline comes from; null when that was not read.</summary>
    public LineageReport? Lineage { get; init; }

    /// <summary>When the newest probe was sent.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    public double? TookMilliseconds { get; init; }

    public static InstanceReport From(ClusterView view, Member member) =>
        new()
        {
            Name = member.Id.Name,
            Host = member.Instance.Host,
            Port = member.Instance.Port,
            State = member.State?.Role.Word ?? (member.Newest is null ? "unknown" : "failed"),
            Failure = member.Newest?.Failure?.Slug,
            Detail = member.State is null ? member.WhyNoAnswer : null,
            Role = member.State?.Role.Word,
            LastRole = member.Remembered?.Role.Word,
            LastSeenAt = member.Remembered?.SeenAt,
            Timeline = member.State?.Timeline?.Value,
            Lsn = member.State?.Lsn.ToString(),
            ReadOnly = member.State?.IsReadOnly,
            SystemIdentifier = member.State?.System.ToString(),
            Version = member.State?.Version.AsPostgresVersion,
            StartedAt = member.State?.StartedAt,
            Clients = member.State?.Clients,
            LagSeconds = member.State?.LagSeconds,
            Upstream = UpstreamOf(view, member),
            Standbys = [.. (member.State?.Standbys ?? []).Select(StandbyReport.From)],
            Missing = [.. (member.State?.Missing ?? []).Select(right => new MissingReport(right.What, right.Grant))],
            Lineage = LineageReport.Of(view, member.Id),
            ObservedAt = member.Newest?.At,
            TookMilliseconds = member.Newest?.Took.TotalMilliseconds,
        };

    static string? UpstreamOf(ClusterView view, Member member) =>
        view.Replication.UpstreamOf(member)?.Id.Name ?? member.State?.Upstream?.Host;
}
