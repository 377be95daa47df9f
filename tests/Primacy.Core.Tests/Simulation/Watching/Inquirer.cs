using Primacy.Simulation.Actors;
using Primacy.Simulation.Truth;
using Primacy.Topology;

namespace Primacy.Simulation.Watching;

/// <summary>
/// Finds out what the core asks for, beside the loop: the answer is the truth of a moment that is over when it arrives,
/// and now and then there is none. What was found is forgotten when the watcher is killed.
/// </summary>
sealed class Inquirer
{
    /// <summary>As the service pauses between attempts at one thing.</summary>
    const int PauseMilliseconds = 1000;
    const int FailurePauseMilliseconds = 5000;
    const int ClaimsMilliseconds = 2000;

    /// <summary>The longest that one answer takes.</summary>
    public const int AnswerMillisecondsMax = 800;

    readonly Engine _engine;
    readonly World _world;
    readonly Clock _clock;
    readonly WalReader _reader;
    readonly IReadOnlyList<IClaimant> _claimants;
    readonly Dictionary<string, Lineage> _lineages = [];
    readonly Dictionary<(string, string), Comparison> _comparisons = [];
    readonly Dictionary<string, Claim> _claims = [];
    readonly Dictionary<string, long> _claimedAt = [];
    readonly Dictionary<Inquiry, Errand> _errands = [];
    readonly double _failing;
    int _life;
    Testimony? _testimony;

    public Inquirer(Engine engine, World world, Clock clock, IReadOnlyList<IClaimant> claimants)
    {
        (_engine, _world, _clock, _claimants) = (engine, world, clock, claimants);
        _reader = new WalReader(world);
        _failing = engine.Chance(0.5) ? 0 : 0.2;
        if (claimants.Count > 0)
            engine.Every(ClaimsMilliseconds, AskClaimants);
    }

    /// <summary>Whether no answer is ever lost by bad luck.</summary>
    public bool IsReliable => _failing == 0;

    /// <summary>When each claim was true, by its source.</summary>
    public IReadOnlyDictionary<string, long> ClaimedAt => _claimedAt;

    /// <summary>When the clock was set, by which all of it is dated.</summary>
    public long ClockSetAt => _clock.SetAt;

    public Testimony Testimony =>
        _testimony ??= new()
        {
            Lineages = [.. _lineages.Values],
            Comparisons = [.. _comparisons.Values],
            Claims = [.. _claims.Values],
        };

    public void Ask(EquatableArray<Inquiry> inquiries)
    {
        foreach (var errand in _errands.Values)
            errand.IsWanted = false;
        foreach (var inquiry in inquiries)
        {
            var about = inquiry is Inquiry.OfPair pair ? pair with { Presumed = null } : inquiry;
            if (!_errands.TryGetValue(about, out var errand))
                _errands[about] = errand = new();
            errand.IsWanted = true;
            if (errand.IsUnderWay || errand.NotBefore > _engine.NowMilliseconds)
                continue;
            (errand.IsUnderWay, errand.IsLapsed) = (true, false);
            var life = _life;
            _engine.Within(
                20,
                AnswerMillisecondsMax,
                () =>
                {
                    if (life == _life)
                        End(errand, inquiry);
                }
            );
        }
        foreach (var errand in _errands.Values)
            errand.EndLook();
    }

    void End(Errand errand, Inquiry inquiry)
    {
        var isAnswered = !_engine.Chance(_failing) && Answer(inquiry);
        (errand.IsUnderWay, errand.IsFailed) = (false, !isAnswered);
        errand.NotBefore =
            isAnswered ? _engine.NowMilliseconds + PauseMilliseconds
            : errand.IsLapsed ? 0
            : _engine.NowMilliseconds + FailurePauseMilliseconds;
    }

    public void Forget()
    {
        _life++;
        _testimony = null;
        _errands.Clear();
        _lineages.Clear();
        _comparisons.Clear();
        _claims.Clear();
    }

    bool Answer(Inquiry inquiry)
    {
        _testimony = null;
        return inquiry switch
        {
            Inquiry.OfLineage lineage => Read(Find(lineage.Instance)),
            Inquiry.OfPair pair => Compare(Find(pair.One), Find(pair.Other)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    bool Read(Server server)
    {
        if (!WalReader.Answers(server))
            return false;
        _lineages[server.Name] = _reader.LineageOf(server, _clock.Now);
        return _world.HasReplicationRight;
    }

    bool Compare(Server one, Server other)
    {
        if (!WalReader.Answers(one) || !WalReader.Answers(other))
            return false;
        var found = _reader.Compare(one, other, _clock.Now);
        _comparisons[(one.Name, other.Name)] = found;
        return found.Kinship is not Kinship.Unknown;
    }

    /// <summary>Managers are asked all the time, and each answers in its own time.</summary>
    void AskClaimants()
    {
        foreach (var claimant in _claimants)
        {
            var claim = claimant.Claim();
            var (life, asked, at) = (_life, _engine.NowMilliseconds, _clock.Now);
            _engine.Within(
                10,
                AnswerMillisecondsMax,
                () =>
                {
                    if (life != _life)
                        return;
                    _testimony = null;
                    _claims[claim.Source] = claim with { At = at };
                    _claimedAt[claim.Source] = asked;
                }
            );
        }
    }

    Server Find(InstanceId id) => _world.Servers.First(s => s.Name == id.Name);

    /// <summary>
    /// One thing that is found out over and over. The pause after a failure ends with a look that does not ask for it.
    /// </summary>
    sealed class Errand
    {
        public bool IsUnderWay { get; set; }

        public bool IsWanted { get; set; }

        public bool IsFailed { get; set; }

        /// <summary>Whether nobody wanted it at some look since the attempt began.</summary>
        public bool IsLapsed { get; set; }

        public long NotBefore { get; set; }

        public void EndLook()
        {
            if (IsWanted)
                return;
            IsLapsed = true;
            if (IsFailed)
                NotBefore = 0;
        }
    }
}
