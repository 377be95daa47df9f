using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Notifications;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// Whose turn it is, by the Lease and by what it says was told. Where it cannot be read or written, alerts go out: the
/// last leader's at once, the others' when they are critical and after a while, all under one key.
/// </summary>
internal sealed class ReplicaTurns(
    string identity,
    TimeSpan patience,
    Elector elector,
    LedgerBook book,
    TimeProvider time
) : ITurns
{
    /// <summary>How long a page waits for the API server to be told of it.</summary>
    static readonly TimeSpan ClaimPatience = TimeSpan.FromSeconds(1);

    readonly TurnRule _rule = new(identity, patience);

    public event Action? Changed
    {
        add => elector.Changed += value;
        remove => elector.Changed -= value;
    }

    public bool MayRepeat => elector.Standing.IsFirst;

    public Mute? Over(string receiver, Incident incident, DateTimeOffset now) =>
        _rule.Over(Entry(receiver, incident), elector.Standing, incident, now);

    public string? ToldBy(string receiver, IncidentEvent news) => _rule.ToldBy(Entry(receiver, news.Incident), news);

    public async Task<bool> ClaimAsync(string receiver, IncidentEvent news)
    {
        var incident = news.Incident;
        var claim = new Claim(receiver, news);
        elector.Ask(claim);
        try
        {
            return await claim.Answer.WaitAsync(ClaimPatience, time);
        }
        catch (TimeoutException)
        {
            claim.Settle(true);
            if (!await claim.Answer)
                return false;
            NoteClaim(receiver, incident, $"{incident.Cluster}/{incident.Code.Slug}/without-lease");
            return true;
        }
    }

    public void Told(string receiver, Incident incident) => Note(New(receiver, incident) with { IsTold = true });

    public void Muted(string receiver, Incident incident, DateTimeOffset until)
    {
        var known = Entry(receiver, incident);
        if (elector.Standing.Role is not Role.Leading || known is { IsTold: true } || known?.MutedUntil == until)
            return;
        Note(New(receiver, incident) with { MutedUntil = until });
    }

    public string KeyOf(string receiver, Incident incident) => TurnRule.KeyOf(Entry(receiver, incident), incident);

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

    LedgerEntry? Entry(string receiver, Incident incident) => book.Of(LedgerSubject.Of(receiver, incident));

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
