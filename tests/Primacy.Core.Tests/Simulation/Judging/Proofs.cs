using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Simulation.Truth;
using Primacy.Simulation.Watching;
using Primacy.Topology;

namespace Primacy.Simulation.Judging;

/// <summary>What must be found out in time where it can be: where twins part, and who was attached raw.</summary>
sealed class Proofs(Engine engine, World world)
{
    /// <summary>A look, two answers of which the first may be about a former postmaster, and a look.</summary>
    const int ProvenWithinMilliseconds = 4000;

    /// <summary>What a standby holds is told after ten seconds.</summary>
    const int CalledOutWithinMilliseconds = 14_000;

    readonly Dictionary<string, long> _leftoverSince = [];

    /// <summary>
    /// Since when each pair has been spoken of. Of more than four claimants each is held against the newest alone.
    /// </summary>
    Dictionary<(InstanceId, InstanceId), long> _pairedSince = [];

    public void Restarted()
    {
        _leftoverSince.Clear();
        _pairedSince.Clear();
    }

    public void Check(ClusterStep step, Seen seen, Safety safety)
    {
        var verdict = (step.Assessment.Of(VerdictCode.MultiplePrimaries) as Detection.Present)?.Verdict;
        _pairedSince = (verdict?.Divergences ?? []).ToDictionary(
            pair => (pair.Older, pair.Newer),
            pair => _pairedSince.GetValueOrDefault((pair.Older, pair.Newer), engine.NowMilliseconds)
        );
        if (verdict is not null && seen.IsEveryQuestionAnswered && world.HasReplicationRight)
            CheckTwins(verdict, seen);
        foreach (var (name, sample) in seen.Samples)
        {
            var isKnown = safety.IsKnownLeftover(name, sample) && IsOfCluster(sample, step);
            CheckLeftover(step, name, isKnown && IsFed(name, seen) && !IsSplitTold(step));
        }
    }

    /// <summary>
    /// What servers of another system hold against one another is no branch of this cluster: that they are foreign is
    /// what people are told.
    /// </summary>
    static bool IsOfCluster(Sample sample, ClusterStep step) =>
        step.View.System is not { } own || own.Value == sample.System;

    /// <summary>Two primaries on one number part where their WAL says, if both have it and can be read.</summary>
    void CheckTwins(Verdict verdict, Seen seen)
    {
        foreach (var pair in verdict.Divergences)
        {
            var (one, other) = (seen.Samples[pair.Older.Name], seen.Samples[pair.Newer.Name]);
            Promise.Keep(
                pair is { IsExact: true, Proof: ForkProof.Wal }
                    || engine.NowMilliseconds - _pairedSince[(pair.Older, pair.Newer)] <= ProvenWithinMilliseconds
                    || !CouldBeProven(one, other),
                $"{pair.Older} and {pair.Newer} could be read for long, and where they part is not proven: {pair}"
            );
        }
    }

    bool CouldBeProven(Sample one, Sample other) =>
        one.Branch.Timeline == other.Branch.Timeline
        && IsOpen(one.Server)
        && IsOpen(other.Server)
        && one.CommonEnd(other) is { } fork
        && fork > Math.Max(one.Server.WalFrom, other.Server.WalFrom)
        && fork < Math.Min(one.Lsn, other.Lsn);

    bool IsOpen(Server server) => engine.NowMilliseconds - server.ClearSince > ProvenWithinMilliseconds;

    /// <summary>Whether a primary that is seen feeds it: where none is, people are told that there is none.</summary>
    static bool IsFed(string name, Seen seen)
    {
        for (var hop = 0; hop < seen.Samples.Count && seen.Samples[name].Line.Of is { } upstream; hop++)
            name = upstream;
        return seen.Samples[name].Line.Kind == Scenarios.MemberLine.Primary;
    }

    /// <summary>Rows that the watcher saw it write as a primary are called out, for as long as it streams.</summary>
    void CheckLeftover(ClusterStep step, string name, bool holds)
    {
        if (!holds)
            _leftoverSince.Remove(name);
        else if (_leftoverSince.TryAdd(name, engine.NowMilliseconds))
            return;
        else
            Promise.Keep(
                engine.NowMilliseconds - _leftoverSince[name] < CalledOutWithinMilliseconds || IsCalledOut(step, name),
                $"{name} streams for long with rows that its upstream lacks, and nobody is told"
            );
    }

    /// <summary>
    /// While a split is told of, what follows from it is held back, and its waiting begins anew after that.
    /// </summary>
    static bool IsSplitTold(ClusterStep step) =>
        step.State.Incidents.Any(i => i is { Code: VerdictCode.MultiplePrimaries, Phase: IncidentPhase.Firing });

    static bool IsCalledOut(ClusterStep step, string name) =>
        step.State.Incidents.Any(i =>
            i is { Code: VerdictCode.StandbyOnLosingBranch, Phase: IncidentPhase.Firing }
            && i.Verdict.Subjects.Any(id => id.Name == name)
        );
}
