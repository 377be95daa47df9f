using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Simulation.Truth;
using Primacy.Simulation.Watching;

namespace Primacy.Simulation.Judging;

/// <summary>Holds what the watcher says against the truth.</summary>
sealed class Judge(Engine engine, World world, bool isQuiet, Chronicle? chronicle)
{
    readonly Dictionary<string, string> _lives = [];
    readonly Safety _safety = new(world);
    readonly Liveness _liveness = new(engine, world);
    readonly Proofs _proofs = new(engine, world);

    public int Fired { get; private set; }

    public int Splits { get; private set; }

    public void Restarted()
    {
        _liveness.Restarted();
        _proofs.Restarted();
        chronicle?.Restart();
    }

    public void Tell(Seen seen, bool isSecondRead)
    {
        _liveness.Take(seen);
        _safety.Take(seen);
        chronicle?.Tell(seen, isSecondRead);
    }

    public void Check(ClusterStep step, Seen seen)
    {
        chronicle?.Record(engine.NowMilliseconds, step);
        try
        {
            CheckEvents(step, seen);
            _safety.Check(step, seen);
            _liveness.Check(step);
            _proofs.Check(step, seen, _safety);
        }
        catch (BrokenPromiseException broken)
        {
            throw new BrokenPromiseException($"At {engine.NowMilliseconds} ms: {broken.Message}.");
        }
        if (step.Assessment.Of(VerdictCode.MultiplePrimaries) is Detection.Present)
            Splits++;
    }

    void CheckEvents(ClusterStep step, Seen seen)
    {
        foreach (var happened in step.Events)
        {
            var key = happened.Incident.Key;
            var before = _lives.GetValueOrDefault(key, "");
            // A key tells a time, and a clock that is set back shows the same millisecond twice.
            if (seen.ClockSetAt > 0 && Lives.IsOver(before))
                before = "";
            var life = _lives[key] = before + happened.Kind.ToString()[0];
            Promise.Keep(Lives.IsInOrder(life), $"{key} went through {life}");
            if (happened.Kind is not IncidentEventKind.Fired)
                continue;
            Fired++;
            Promise.Keep(
                !isQuiet,
                $"nothing happened that people must hear of, but fired: {happened.Incident.Verdict.Summary}"
            );
        }
    }
}
