using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Simulation.Truth;
using Primacy.Simulation.Watching;

namespace Primacy.Simulation.Judging;

/// <summary>What must be said in time, and for as long as it is so.</summary>
sealed class Liveness(Engine engine, World world)
{
    /// <summary>Two looks, both reads of the second, and what the first look may have missed.</summary>
    const int CaughtWithinMilliseconds = (2 * Watch.IntervalMilliseconds) + (2 * Watch.ReadMilliseconds);

    const int LastingMilliseconds = 5000;

    public void Restarted()
    {
        foreach (var server in world.Servers)
            BeginAnew(server);
    }

    public void Take(Seen seen)
    {
        foreach (var sample in seen.Samples.Values)
        {
            // What was lost or is late is a gap in what can be seen.
            if (!sample.Line.IsAnswer || engine.NowMilliseconds - sample.AtMilliseconds > Watch.ReadMilliseconds)
                BeginAnew(sample.Server);
        }
    }

    public void Check(ClusterStep step)
    {
        CheckSplit(step);
        foreach (var happened in step.Events)
        {
            if (happened is { Kind: IncidentEventKind.Resolved, Incident.Code: VerdictCode.MultiplePrimaries })
                CheckResolved(step, happened.Incident.Verdict);
        }
    }

    /// <summary>A split that can be seen without a gap fires within two intervals and the second read.</summary>
    void CheckSplit(ClusterStep step)
    {
        var seen = world
            .Servers.Where(s => engine.NowMilliseconds - s.ClearSince >= CaughtWithinMilliseconds)
            .Where(s => s.System == step.View.System?.Value)
            .Select(s => s.Name)
            .ToArray();
        Promise.Keep(
            seen.Length < 2 || IsFiring(step),
            $"{string.Join(" and ", seen)} were primaries for all to see, and nothing fired in time"
        );
    }

    /// <summary>A split that was told does not resolve while two of its claimants are still primaries.</summary>
    void CheckResolved(ClusterStep step, Verdict verdict)
    {
        var still = world
            .Servers.Where(s => verdict.Subjects.Any(id => id.Name == s.Name))
            .Where(s => engine.NowMilliseconds - s.PrimarySince >= LastingMilliseconds)
            .Where(s => s.System == step.View.System?.Value)
            .Select(s => s.Name)
            .ToArray();
        Promise.Keep(still.Length < 2, $"resolved while {string.Join(" and ", still)} were primaries");
    }

    static bool IsFiring(ClusterStep step) =>
        step.State.Incidents.Any(i => i is { Code: VerdictCode.MultiplePrimaries, Phase: IncidentPhase.Firing });

    void BeginAnew(Server server)
    {
        if (server.ClearSince is not null)
            server.ClearSince = engine.NowMilliseconds;
    }
}
