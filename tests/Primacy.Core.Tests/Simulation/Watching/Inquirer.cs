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
    readonly Dictionary<Inquiry, long> _notBefore = [];
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
        foreach (var inquiry in inquiries)
        {
            var about = inquiry is Inquiry.OfPair pair ? pair with { Presumed = null } : inquiry;
            if (_notBefore.GetValueOrDefault(about) > _engine.NowMilliseconds)
                continue;
            _notBefore[about] = long.MaxValue;
            var life = _life;
            _engine.Within(
                20,
                AnswerMillisecondsMax,
                () =>
                {
                    if (life != _life)
                        return;
                    var isAnswered = !_engine.Chance(_failing) && Answer(inquiry);
                    _notBefore[about] =
                        _engine.NowMilliseconds + (isAnswered ? PauseMilliseconds : FailurePauseMilliseconds);
                }
            );
        }
    }

    public void Forget()
    {
        _life++;
        _testimony = null;
        _notBefore.Clear();
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
}
