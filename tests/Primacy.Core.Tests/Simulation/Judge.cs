using System.Globalization;
using System.Text;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Scenarios;

namespace Primacy.Simulation;

/// <summary>Holds what the watcher says against the truth, and keeps the record.</summary>
sealed class Judge(Engine engine, World world, bool isQuiet)
{
    /// <summary>Two looks, both reads of the second, and what the first look may have missed.</summary>
    const int CaughtWithinMilliseconds = (2 * Watch.IntervalMilliseconds) + (2 * Watch.ReadMilliseconds);

    readonly Dictionary<string, long> _primarySince = [];
    readonly Dictionary<string, long> _clearSince = [];
    readonly Dictionary<string, string> _lives = [];
    readonly StringBuilder _journal = new();
    readonly StringBuilder _story = new();

    /// <summary>Every event and every change of the headline: the same for the same seed.</summary>
    public string Journal => _journal.ToString();

    /// <summary>The history as a story that can be kept under tests/scenarios.</summary>
    public string Story => $"cluster instances={string.Join(',', world.Servers.Select(s => s.Name))}\n\n{_story}";

    public int Fired { get; private set; }

    public int Splits { get; private set; }

    /// <summary>
    /// Notes since when each server has truly been a primary, and since when it could be seen without a gap.
    /// </summary>
    public void Witness()
    {
        foreach (var server in world.Servers)
        {
            Since(_primarySince, server.Name, server.IsTruePrimary);
            Since(_clearSince, server.Name, server is { Mode: Mode.Primary, IsHidden: false, IsFrozen: false });
        }
        engine.After(10, Witness);
    }

    public void Restarted()
    {
        _clearSince.Clear();
        _story.Append("restart\n----\nnothing new\n\n");
    }

    public void Tell(IEnumerable<Sample> samples, bool isSecondRead)
    {
        if (isSecondRead)
            _story.Length -= "----\nnothing new\n\n".Length;
        _story.Append(isSecondRead ? "reread\n" : "observe\n");
        foreach (var sample in samples)
        {
            // What was lost or is late is a gap in what can be seen.
            if (!sample.Line.IsAnswer || engine.NowMilliseconds - sample.AtMilliseconds > Watch.ReadMilliseconds)
                _clearSince.Remove(sample.Line.Name);
            _story.Append(CultureInfo.InvariantCulture, $"  {sample.Line}\n");
        }
        _story.Append("----\nnothing new\n\n");
    }

    public void Check(ClusterStep step, IReadOnlyDictionary<string, Sample> samples)
    {
        Record(step);
        CheckHealthy(step, samples);
        CheckSplit(step);
        CheckResolved(step);
        if (step.Assessment.Of(VerdictCode.MultiplePrimaries) is Detection.Present { Verdict: var verdict })
        {
            Splits++;
            CheckSystems(verdict, samples);
            CheckDivergence(verdict, samples);
            CheckSurvivor(step, verdict, samples);
        }
    }

    void Record(ClusterStep step)
    {
        _journal.Append(CultureInfo.InvariantCulture, $"{engine.NowMilliseconds} {step.Assessment.Headline.Summary}\n");
        foreach (var happened in step.Events)
        {
            _journal.Append(CultureInfo.InvariantCulture, $"  {happened.Kind} {happened.Incident.Key}\n");
            var key = happened.Incident.Key;
            var life = _lives[key] = _lives.GetValueOrDefault(key, "") + happened.Kind.ToString()[0];
            Require(Lives.IsInOrder(life), $"{key} went through {life}");
            if (happened.Kind is not IncidentEventKind.Fired)
                continue;
            Fired++;
            Require(
                !isQuiet,
                $"nothing happened that people must hear of, but fired: {happened.Incident.Verdict.Summary}"
            );
        }
    }

    /// <summary>Healthy is never said while a second server was a primary during the whole look.</summary>
    void CheckHealthy(ClusterStep step, IReadOnlyDictionary<string, Sample> samples)
    {
        if (step.Assessment.Headline.Code is not VerdictCode.Healthy)
            return;
        var oldest = samples.Values.Min(s => s.AtMilliseconds);
        var truly = _primarySince.Where(since => since.Value <= oldest).Select(since => since.Key).ToArray();
        Require(truly.Length <= 1, $"said healthy while {string.Join(" and ", truly)} were primaries");
        Require(samples.Count == world.Servers.Count, "said healthy before every member was asked");
    }

    /// <summary>A split that can be seen without a gap fires within two intervals and the second read.</summary>
    void CheckSplit(ClusterStep step)
    {
        var seen = _clearSince
            .Where(since => engine.NowMilliseconds - since.Value >= CaughtWithinMilliseconds)
            .Select(since => world.Servers.First(s => s.Name == since.Key))
            .Where(s => s.Mode is Mode.Primary && s.System == step.View.System?.Value)
            .Select(s => s.Name)
            .ToArray();
        Require(
            seen.Length < 2 || IsFiring(step),
            $"{string.Join(" and ", seen)} were primaries for all to see, and nothing fired in time"
        );
    }

    /// <summary>A split that was told does not resolve while two of its claimants are still primaries.</summary>
    void CheckResolved(ClusterStep step)
    {
        foreach (var happened in step.Events.Where(e => e.Kind is IncidentEventKind.Resolved))
        {
            if (happened.Incident.Code is not VerdictCode.MultiplePrimaries)
                continue;
            var still = happened
                .Incident.Verdict.Subjects.Where(id =>
                    _primarySince.TryGetValue(id.Name, out var since) && engine.NowMilliseconds - since >= 5000
                )
                .Select(id => world.Servers.First(s => s.Name == id.Name))
                .Where(s => s.System == step.View.System?.Value)
                .ToArray();
            Require(
                still.Length < 2,
                $"resolved while {string.Join(" and ", still.Select(s => s.Name))} were primaries"
            );
        }
    }

    void CheckSystems(Verdict verdict, IReadOnlyDictionary<string, Sample> samples) =>
        Require(
            verdict.Subjects.Select(id => samples[id.Name].System).Distinct().Count() == 1,
            "mixed the primaries of different systems"
        );

    /// <summary>What is called exact is exact, and a bound is a bound.</summary>
    void CheckDivergence(Verdict verdict, IReadOnlyDictionary<string, Sample> samples)
    {
        foreach (var divergence in verdict.Divergences)
        {
            var (older, newer) = (samples[divergence.Older.Name], samples[divergence.Newer.Name]);
            var truth = older.BytesNotIn(newer)!.Value;
            if (divergence.IsExact)
                Require(divergence.OlderBytes == truth, $"{divergence} is said to be exact, true are {truth} bytes");
            Require(divergence.OlderBytes <= truth, $"{divergence} claims more than the true {truth} bytes");
        }
    }

    /// <summary>Without a majority a survivor is named only if no other claimant held a byte of its own.</summary>
    void CheckSurvivor(ClusterStep step, Verdict verdict, IReadOnlyDictionary<string, Sample> samples)
    {
        if (verdict.Survivor is not Survivor.Keep { Instance: var kept })
            return;
        var votes = 1 + step.View.FollowersOf(step.View[kept]!).Count();
        if (votes * 2 > world.Servers.Count)
            return;
        foreach (var other in verdict.Subjects.Where(id => id != kept))
        {
            var own = samples[other.Name].BytesNotIn(samples[kept.Name]);
            Require(own == 0, $"would keep {kept} and lose {own} bytes of {other}");
        }
    }

    static bool IsFiring(ClusterStep step) =>
        step.State.Incidents.Any(i => i is { Code: VerdictCode.MultiplePrimaries, Phase: IncidentPhase.Firing });

    void Since(Dictionary<string, long> since, string name, bool holds)
    {
        if (!holds)
            since.Remove(name);
        else
            since.TryAdd(name, engine.NowMilliseconds);
    }

    void Require(bool holds, string complaint)
    {
        if (!holds)
            throw new BrokenPromiseException(
                string.Create(CultureInfo.InvariantCulture, $"At {engine.NowMilliseconds} ms: {complaint}.")
            );
    }
}
