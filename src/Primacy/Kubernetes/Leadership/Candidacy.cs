namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// What a replica knows of the Lease. Times are of its own monotonic clock, which nobody sets and which goes on while
/// the process is frozen; the Lease's own times are never compared with it.
/// </summary>
/// <param name="Identity">Who it is.</param>
/// <param name="Duration">How long the Lease lasts that it takes.</param>
internal sealed record Candidacy(string Identity, TimeSpan Duration)
{
    /// <summary>
    /// For how much of a lease its holder acts: the rest is for the clocks of others, which may go faster, and for what
    /// had begun to come to its end.
    /// </summary>
    const double Share = 2.0 / 3;

    public LeaseRecord? Seen { get; private init; }

    Roster Roster { get; init; } = Roster.Empty;

    /// <summary>When its last renewal was first seen, at the latest.</summary>
    TimeSpan SeenAt { get; init; }

    /// <summary>When the last question was asked that was answered.</summary>
    TimeSpan? ReadAt { get; init; }

    /// <summary>When the last renewal was asked for that was granted.</summary>
    TimeSpan? GrantedAt { get; init; }

    /// <summary>Whether it may do what only one may, at this moment: ask immediately before.</summary>
    public bool MayAct(TimeSpan now) => GrantedAt is { } at && now - at < Duration * Share;

    public Standing At(TimeSpan now)
    {
        var holder = Seen?.Holder ?? "";
        var role =
            MayAct(now) ? Role.Leading
            : ReadAt is { } at && now - at < Duration && holder != Identity ? Role.Following
            : Role.Unknown;
        var rank = ReadAt is { } asOf ? Roster.Rank(Identity, holder, Duration, asOf) : 1;
        return new Standing(role, holder, holder == Identity, rank);
    }

    /// <param name="record">The answer.</param>
    /// <param name="asked">When it was asked for, so that what is known is not younger than it seems.</param>
    /// <param name="answered">When it came, so that another's lease is not older than it seems.</param>
    public Candidacy Read(LeaseRecord record, TimeSpan asked, TimeSpan answered) =>
        this with
        {
            Seen = record,
            Roster = Roster.Read(record.Replicas, answered),
            SeenAt = Seen?.IsSameRenewal(record) is true ? SeenAt : answered,
            ReadAt = asked,
            GrantedAt = record.Holder == Identity ? GrantedAt : null,
        };

    /// <summary>The Lease was replaced by this record.</summary>
    public Candidacy Wrote(LeaseRecord record, bool isRenewal, TimeSpan asked, TimeSpan answered) =>
        Read(record, asked, answered) with
        {
            GrantedAt =
                record.Holder != Identity ? null
                : isRenewal ? asked
                : GrantedAt,
        };

    /// <summary>It acts no more, whatever becomes of the Lease.</summary>
    public Candidacy Resigned() => this with { GrantedAt = null };

    /// <summary>Nobody else may hold it any more.</summary>
    public bool MayTake(TimeSpan now) =>
        Seen is { } seen && (seen.Holder.Length == 0 || seen.Holder == Identity || now >= FreeAt);

    /// <summary>When whoever holds it loses it unless he renews.</summary>
    public TimeSpan FreeAt => Seen is { } seen ? SeenAt + seen.Duration : TimeSpan.MaxValue;

    /// <summary>Whether it is time to say that this replica is there.</summary>
    public bool IsBeatDue(TimeSpan now) => Roster.IsDue(Identity, Duration, now);

    /// <summary>Which replicas there are, this one included.</summary>
    public LeaseRecord Counted(LeaseRecord record, TimeSpan now) =>
        record with
        {
            Replicas = Roster.Next(Identity, Duration, now),
        };

    /// <summary>Whether it is time to renew what is held.</summary>
    public bool IsRenewalDue(TimeSpan now) => GrantedAt is not { } at || now - at >= Duration / 8;
}
