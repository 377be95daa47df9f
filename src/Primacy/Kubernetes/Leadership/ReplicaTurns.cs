using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Notifications;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// Whose turn it is, by the Lease and by what it says was told. Where it cannot be read or written, alerts go out: the
/// last leader's at once, the others' when they are critical and one after the other, all under one key.
/// </summary>
internal sealed class ReplicaTurns(
    string identity,
    TimeSpan patience,
    Elector elector,
    LedgerBook book,
    TimeProvider time
) : ITurns
{
    /// <summary>
    /// How long the leader's page waits for the API server to be told of it: nobody else can lead yet.
    /// </summary>
    static readonly TimeSpan LeaderPatience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long others wait, one of whom may have told it: who led last and was frozen asks first, and has to connect
    /// for it.
    /// </summary>
    static readonly TimeSpan ClaimPatience = TimeSpan.FromSeconds(4);

    /// <summary>How the key ends by which replicas that cannot agree on one all tell an incident.</summary>
    public const string WithoutLease = "without-lease";

    readonly TurnRule _rule = new(identity, patience);
    readonly SeenEnds _ends = new();

    public event Action? Changed
    {
        add => elector.Changed += value;
        remove => elector.Changed -= value;
    }

    public bool MayRepeat(string receiver, Incident incident) =>
        _rule.MayRepeat(Entry(receiver, incident), elector.Standing);

    public Mute? Over(string receiver, Incident incident, DateTimeOffset now) =>
        _rule.Over(Entry(receiver, incident), elector.Standing, incident, now);

    public string? ToldBy(string receiver, IncidentEvent news)
    {
        var entry = Entry(receiver, news.Incident);
        if (news.Kind is IncidentEventKind.Resolved)
            _ends.Note(LedgerSubject.Of(receiver, news.Incident), news.Incident, entry);
        return _rule.ToldBy(entry, news);
    }

    public async Task<bool> ClaimAsync(string receiver, IncidentEvent news)
    {
        var incident = news.Incident;
        var claim = new Claim(receiver, news);
        var limit = elector.MayAct ? LeaderPatience : ClaimPatience;
        elector.Ask(claim);
        try
        {
            return await claim.Answer.WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            if (!claim.Settle(false))
                return await claim.Answer;
            var alone = elector.Standing with { IsInTouch = false };
            if (_rule.Over(Entry(receiver, incident), alone, incident, time.GetUtcNow()) is not null)
                return false;
            NoteClaim(receiver, incident, $"{incident.Cluster}/{incident.Code.Slug}/{WithoutLease}");
            return true;
        }
    }

    public void Told(string receiver, Incident incident)
    {
        // The end of one that is over hides nothing of the next, which has begun since.
        if (_ends.KeyOf(LedgerSubject.Of(receiver, incident), incident, Entry(receiver, incident)) is null)
            Note(New(receiver, incident) with { IsTold = true });
    }

    public void Muted(string receiver, Incident incident, DateTimeOffset until)
    {
        var known = Entry(receiver, incident);
        if (elector.Standing.Role is not Role.Leading || known is { IsTold: true } || known?.MutedUntil == until)
            return;
        Note(New(receiver, incident) with { MutedUntil = until });
    }

    public string KeyOf(string receiver, Incident incident)
    {
        var entry = Entry(receiver, incident);
        return _ends.KeyOf(LedgerSubject.Of(receiver, incident), incident, entry) ?? TurnRule.KeyOf(entry, incident);
    }

    /// <summary>Decides on a claim when the Lease has just been read, and notes it where it is granted.</summary>
    public bool Decide(Claim claim, Standing standing)
    {
        var (receiver, incident) = (claim.Receiver, claim.News.Incident);
        var entry = Entry(receiver, incident);
        if (_rule.ToldBy(entry, claim.News) is not null)
            return false;
        if (_rule.Over(entry, standing, incident, time.GetUtcNow()) is not null)
            return false;
        NoteClaim(receiver, incident, KeyOf(receiver, incident));
        return true;
    }

    /// <summary>
    /// Says that something is going to be told, under which key. A receiver that knows of it knows its key, and a note
    /// would hide that it was told.
    /// </summary>
    void NoteClaim(string receiver, Incident incident, string key)
    {
        if (!TurnRule.IsKnown(Entry(receiver, incident), incident))
            book.Note(New(receiver, incident) with { Key = key });
    }

    LedgerEntry? Entry(string receiver, Incident incident)
    {
        var subject = LedgerSubject.Of(receiver, incident);
        return _ends.Of(subject, incident, book.Of(subject));
    }

    LedgerEntry New(string receiver, Incident incident) =>
        new(
            receiver,
            incident.Cluster,
            incident.Code.Slug,
            KeyOf(receiver, incident),
            NewsDigest.Of(incident),
            incident.Phase is IncidentPhase.Resolved,
            identity,
            time.GetUtcNow()
        );

    void Note(LedgerEntry entry)
    {
        book.Note(entry);
        elector.Wake();
    }
}
