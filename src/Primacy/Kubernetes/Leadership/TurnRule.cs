using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Muting;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// Whose turn it is to tell an incident to a receiver. The leader tells at once. What is critical and has not been told
/// after a while is told by whoever sees it: the leader may be gone, cut off from the receiver, or blind. Who says in
/// the Lease that he is about to tell is waited for by all. Where the Lease cannot be asked one more speaks up beside
/// the last leader, and the rest so late that it will be back by then: a page may come twice, and is not lost.
/// </summary>
/// <param name="identity">This replica.</param>
/// <param name="patience">How long the others wait for the leader; longer than a new one takes to come.</param>
internal sealed class TurnRule(string identity, TimeSpan patience)
{
    /// <summary>What waits for the leader is looked at again now and then; changes are heard of at once.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Longer than an attempt to tell a receiver takes, whose timeout is 10 s unless it is set: what came of it has
    /// been written down by then, unless who tried cannot do so any more.
    /// </summary>
    static readonly TimeSpan Attempt = TimeSpan.FromSeconds(12);

    /// <summary>
    /// How much later the next in rank speaks up where nobody can be asked. Almost always the API server is back by
    /// then, and with it the word that it was told.
    /// </summary>
    static readonly TimeSpan Stagger = TimeSpan.FromMinutes(10);

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
            return AttemptEnds(entry, incident) is { } end && now < end ? Left(end, entry!.By) : null;
        if (MaySpeakUp(entry, incident) && SpeaksUpAt(entry, incident, standing) is var at)
            return at <= now ? null : Left(at, standing.Holder);
        return Left(now + Pause, standing.Holder);

        Mute Left(DateTimeOffset until, string by) =>
            new(
                MuteKind.Turn,
                incident.Key,
                by.Length > 0 ? by : "another replica",
                "one of several replicas tells",
                until
            );
    }

    /// <summary>
    /// Whether what was told is repeated here. Who spoke up goes on, too, until another has told more of it: the leader
    /// may not see it, or not reach the receiver, which would take what it hears no more of for over.
    /// </summary>
    public bool MayRepeat(LedgerEntry? entry, Standing standing) =>
        standing.IsFirst || (entry is { IsTold: true, IsOver: false } && entry.By == identity);

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

    /// <summary>Until when another one may be telling it who says so; null when none does.</summary>
    DateTimeOffset? AttemptEnds(LedgerEntry? entry, Incident incident) =>
        entry is { IsTold: false, MutedUntil: null } && entry.By != identity && IsOf(entry, incident)
            ? entry.At + Attempt
            : null;

    /// <summary>
    /// Another's word that he is about to tell is waited for as long as his attempt may take. He says so at each new
    /// attempt, so that whoever waited his whole patience each time would wait for ever beside one who reaches nobody.
    /// One's own word holds up nobody but the others: it may be noted and never have been written.
    /// </summary>
    DateTimeOffset SpeaksUpAt(LedgerEntry? entry, Incident incident, Standing standing)
    {
        var since = (incident.FiredAt ?? incident.Since) + patience;
        if (entry is { MutedUntil: { } muted } && IsOf(entry, incident))
            since = Later(since, muted + patience);
        else if (entry is { IsOver: true })
            since = Later(since, entry.At + patience);
        else if (AttemptEnds(entry, incident) is { } end)
            since = Later(since, end);
        return since + (standing.IsInTouch ? TimeSpan.Zero : (standing.Rank - 1) * Stagger);
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
