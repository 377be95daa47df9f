using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Muting;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// Whose turn it is to tell an incident to a receiver. The leader tells at once. What is critical and has not been told
/// after a while is told by whoever sees it: the leader may be gone, cut off from the receiver, or blind.
/// </summary>
/// <param name="identity">This replica.</param>
/// <param name="patience">How long the others wait for the leader; longer than a new one takes to come.</param>
internal sealed class TurnRule(string identity, TimeSpan patience)
{
    /// <summary>What waits for the leader is looked at again now and then; changes are heard of at once.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How much later than another's telling an incident may begin here and be the same: looks and clocks differ.
    /// </summary>
    static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Who has told this; null when nobody is known to. That it fires is told once, though two replicas may see it with
    /// other details; a change is another's only if it is the same.
    /// </summary>
    public string? ToldBy(LedgerEntry? entry, IncidentEvent news)
    {
        if (entry is not { IsTold: true } || entry.By == identity)
            return null;
        var isTold =
            IsSame(entry, news.Incident) || (news.Kind is IncidentEventKind.Fired && IsKnown(entry, news.Incident));
        return isTold ? entry.By : null;
    }

    /// <summary>What leaves it to another replica; null when it is this one's turn.</summary>
    public Mute? Over(LedgerEntry? entry, Standing standing, Incident incident, DateTimeOffset now)
    {
        if (standing.IsFirst)
            return null;
        if (MaySpeakUp(entry, incident) && SpeaksUpAt(entry, incident) is var at)
            return at <= now ? null : Left(at);
        return Left(now + Pause);

        Mute Left(DateTimeOffset until) =>
            new(
                MuteKind.Turn,
                incident.Key,
                standing.Holder is { Length: > 0 } holder ? holder : "another replica",
                "one of several replicas tells",
                until
            );
    }

    /// <summary>The key of whoever told of it first; its own where that has ended.</summary>
    public static string KeyOf(LedgerEntry? entry, Incident incident) =>
        entry is { MutedUntil: null } && IsOf(entry, incident) && (!entry.IsOver || IsSame(entry, incident))
            ? entry.Key
            : incident.Key;

    /// <summary>Whether a receiver knows by now that just this incident fires.</summary>
    public static bool IsKnown(LedgerEntry? entry, Incident incident) =>
        entry is { IsTold: true, IsOver: false } && IsOf(entry, incident);

    /// <summary>
    /// People know of it once one has told that it fires; its end and its details can wait for the next leader.
    /// </summary>
    static bool MaySpeakUp(LedgerEntry? entry, Incident incident) =>
        incident.Verdict.Severity is Severity.Critical
        && incident.Phase is IncidentPhase.Firing
        && !IsKnown(entry, incident);

    DateTimeOffset SpeaksUpAt(LedgerEntry? entry, Incident incident)
    {
        var since = incident.FiredAt ?? incident.Since;
        if (entry is { MutedUntil: { } muted })
            since = Later(since, muted);
        else if (entry is { IsTold: false } || entry is { IsOver: true })
            since = Later(since, entry.At);
        return since + patience;
    }

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    static bool IsSame(LedgerEntry entry, Incident incident) =>
        entry.News == NewsDigest.Of(incident) && IsOf(entry, incident);

    /// <summary>
    /// Whether it was told of this incident, and not of an earlier one: after the end of which this began, or whose end
    /// nobody was left to see. A split that is taken for one told long ago would be silent.
    /// </summary>
    static bool IsOf(LedgerEntry entry, Incident incident) =>
        incident.Since <= (entry.IsOver ? entry.At : entry.At + Slack);
}
