using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Kubernetes.Leadership;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>
/// A replica as a sequence of moments between which anything may befall it: it reads, claims, tells, and says that it
/// has told. What it decides by are the real rules; a second passes between two moments.
/// </summary>
sealed class ModelReplica(string name, ModelLease lease, Incident incident, DateTimeOffset start)
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    static readonly TimeSpan LeaderPatience = TimeSpan.FromSeconds(1);
    static readonly TimeSpan ClaimPatience = TimeSpan.FromSeconds(4);

    readonly LedgerBook _book = new();
    readonly TurnRule _rule = new(name, Duration + TimeSpan.FromSeconds(5));
    readonly IncidentEvent _fired = new(IncidentEventKind.Fired, incident.Since, incident);
    Candidacy _candidacy = new(name, Duration);
    Moment _at;
    TimeSpan _since;

    enum Moment
    {
        Waiting,
        Claiming,
        Telling,
        Told,
        Done,
    }

    public bool IsDone => _at is Moment.Done;

    public bool IsGone { get; set; }

    public bool IsFrozen { get; set; }

    public bool IsCut { get; set; }

    /// <summary>Whether it tells in this moment.</summary>
    public bool Step(TimeSpan now, bool isSeen)
    {
        if (IsGone || IsFrozen)
            return false;
        var canAsk = !lease.IsAway && !IsCut;
        var before = _at;
        if (canAsk)
            Ask(now, isSeen);
        else
            _candidacy = _candidacy.Lost(now);
        if (!isSeen || _at != before)
            return false;
        return Live(now);
    }

    bool Live(TimeSpan now)
    {
        switch (_at)
        {
            case Moment.Waiting when _rule.ToldBy(Entry, _fired) is not null:
                _at = Moment.Done;
                return false;
            case Moment.Waiting when IsTurn(now, _candidacy.At(now)):
                (_at, _since) = (Moment.Claiming, now);
                return false;
            case Moment.Claiming when now - _since >= (_candidacy.MayAct(now) ? LeaderPatience : ClaimPatience):
                var isTurn = IsTurn(now, _candidacy.At(now) with { IsInTouch = false });
                if (isTurn)
                    Note(now, isTold: false);
                _at = isTurn ? Moment.Telling : Moment.Waiting;
                return false;
            case Moment.Telling:
                _at = Moment.Told;
                return true;
            case Moment.Told:
                Note(now, isTold: true);
                _at = Moment.Done;
                return false;
            default:
                return false;
        }
    }

    /// <summary>Reads, decides on a claim, and writes, which nobody can have done in between.</summary>
    void Ask(TimeSpan now, bool isSeen)
    {
        var wasInTouch = _candidacy.At(now).Role is not Role.Unknown;
        var read = lease.Record;
        _candidacy = _candidacy.Answered(now).Read(read, now, now);
        _book.Take(read.Ledger, start + now, wasInTouch);
        var isRenewal = _candidacy.IsRenewal(now);
        var decided = _at;
        if (_at is Moment.Claiming && isSeen)
        {
            var standing = isRenewal ? new Standing(Role.Leading, name, true, 0) : _candidacy.At(now);
            var isOurs = _rule.ToldBy(Entry, _fired) is null && IsTurn(now, standing);
            if (isOurs)
                Note(now, isTold: false);
            decided = isOurs ? Moment.Telling : Moment.Waiting;
        }
        var wanted = _book.Wanted(start + now);
        var record = read with { Ledger = wanted };
        if (_candidacy.IsBeatDue(now))
            record = _candidacy.Counted(record, now);
        if (isRenewal)
            record = record with { Holder = name, Duration = Duration, RenewedAt = (start + now).UtcDateTime };
        if (record != read && lease.IsReadOnly)
        {
            // What was noted stays noted, and who is granted something never hears of it.
            _candidacy = _candidacy.Lost(now);
            _at = decided is Moment.Telling ? _at : decided;
            return;
        }
        _at = decided;
        if (record == read)
            return;
        lease.Record = record;
        _candidacy = _candidacy.Wrote(record, isRenewal, now, now);
        _book.Wrote(wanted);
    }

    LedgerEntry? Entry => _book.Of(LedgerSubject.Of("hook", incident));

    bool IsTurn(TimeSpan now, Standing standing) => _rule.Over(Entry, standing, incident, start + now) is null;

    void Note(TimeSpan now, bool isTold) =>
        _book.Note(
            new("hook", incident.Cluster, incident.Code.Slug, incident.Key, "news", false, name, start + now)
            {
                IsTold = isTold,
            }
        );
}
