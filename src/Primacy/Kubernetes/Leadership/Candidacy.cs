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

    /// <summary>From when what the Lease says is whole; never while the API server does not answer.</summary>
    TimeSpan WholeAt { get; init; }

    /// <summary>When it was last whole before the outage; null when it has not been read before.</summary>
    TimeSpan? WasWholeAt { get; init; }

    /// <summary>Whether it may do what only one may, at this moment: ask immediately before.</summary>
    public bool MayAct(TimeSpan now) => GrantedAt is { } at && now - at < Duration * Share;

    public Standing At(TimeSpan now)
    {
        var holder = Seen?.Holder ?? "";
        var role =
            MayAct(now) ? Role.Leading
            : ReadAt is { } at && now - at < Duration && holder != Identity ? Role.Following
            : Role.Unknown;
        var rank = RosterAsOf(now) is { } asOf ? Roster.Rank(Identity, holder, Duration, asOf) : 1;
        return new Standing(role, holder, holder == Identity, rank) { IsInTouch = IsInTouch(now) };
    }

    /// <summary>The API server does not answer, or refuses.</summary>
    public Candidacy Lost(TimeSpan now) => this with { WholeAt = TimeSpan.MaxValue, WasWholeAt = RosterAsOf(now) };

    /// <summary>
    /// It answers. After an outage all come back within a moment, and some of them have told something meanwhile. Who
    /// comes first waits until the others have written it down, and neither leads nor tells before: for as long as the
    /// outage was, and no longer than a lease, in which each of the others may lose three requests.
    /// </summary>
    public Candidacy Answered(TimeSpan now)
    {
        if (WholeAt != TimeSpan.MaxValue)
            return this;
        var outage = WasWholeAt is { } at ? now - at : Duration;
        return this with { WholeAt = now + (outage < Duration ? outage : Duration) };
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

    /// <summary>Whether it is time to renew what is held, or to take what nobody holds any more.</summary>
    public bool IsRenewal(TimeSpan now) =>
        MayTake(now) && IsRenewalDue(now) && (Seen?.Holder == Identity || IsInTouch(now));

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
            Replicas = Roster.Next(Identity, Duration, RosterAsOf(now) ?? now),
        };

    bool IsRenewalDue(TimeSpan now) => GrantedAt is not { } at || now - at >= Duration / 8;

    bool IsInTouch(TimeSpan now) => now >= WholeAt;

    /// <summary>
    /// Of when it is known who is there. During an outage nobody can count: who comes back first would take all others
    /// for gone, and speak up for them.
    /// </summary>
    TimeSpan? RosterAsOf(TimeSpan now) => IsInTouch(now) ? ReadAt : WasWholeAt ?? ReadAt;
}
