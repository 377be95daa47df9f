using System.Globalization;
using System.Text;
using Primacy.Scenarios;
using Primacy.Simulation.Truth;
using Primacy.Simulation.Watching;

namespace Primacy.Simulation.Judging;

/// <summary>
/// A history told in full. Telling costs more than living it, so that a history is told only when it is lived again.
/// </summary>
sealed class Chronicle
{
    const string Nothing = "----\nnothing new\n\n";

    readonly StringBuilder _journal = new();
    readonly StringBuilder _story = new();
    readonly TestimonyTeller _testimony = new();
    DateTimeOffset? _toldAt;

    /// <summary>Every event and every change of the headline: the same for the same seed.</summary>
    public string Journal => _journal.ToString();

    /// <summary>The history as a story that can be kept under tests/scenarios.</summary>
    public string Story => _story.ToString();

    public void Begin(World world) =>
        _story.Append(
            CultureInfo.InvariantCulture,
            $"cluster instances={string.Join(',', world.Servers.Select(s => s.Name))}\n\n"
        );

    public void Restart() => _story.Append("restart\n").Append(Nothing);

    public void Tell(Seen seen, bool isSecondRead)
    {
        if (isSecondRead)
        {
            _story.Length -= Nothing.Length;
            _story.Append("reread\n");
        }
        else
        {
            TellTheTime(seen.At);
            _story.Append("observe\n");
        }
        foreach (var sample in seen.Samples.Values)
            _story.Append(CultureInfo.InvariantCulture, $"  {InFull(sample, seen)}\n");
        foreach (var line in _testimony.Tell(seen.Testimony, seen.At))
            _story.Append(CultureInfo.InvariantCulture, $"  {line}\n");
        _story.Append(Nothing);
    }

    public void Record(long milliseconds, ClusterStep step)
    {
        _journal.Append(CultureInfo.InvariantCulture, $"{milliseconds} {step.Assessment.Headline.Summary}\n");
        foreach (var happened in step.Events)
            _journal.Append(CultureInfo.InvariantCulture, $"  {happened.Kind} {happened.Incident.Key}\n");
    }

    /// <summary>A story gives the time since a standby's last reply with the standby, whoever lists it.</summary>
    static MemberLine InFull(Sample sample, Seen seen)
    {
        var links = seen.Samples.Values.SelectMany(s => s.Observation.State?.Standbys ?? []).ToArray();
        var silent = links.Where(link => link.ApplicationName == sample.Line.Name).Max(link => link.SilentSeconds);
        return sample.Line with
        {
            Replied = TimeSpan.FromSeconds(silent ?? 0),
            Lists = sample.Observation.State?.Standbys.Select(link => link.ApplicationName).ToEquatableArray(),
        };
    }

    /// <summary>A story's look comes half a second after the one before, unless its clock is set.</summary>
    void TellTheTime(DateTimeOffset at)
    {
        if (_toldAt is { } before && (at - before - TimeSpan.FromMilliseconds(Watch.IntervalMilliseconds)) is var jump)
        {
            if (Math.Abs(jump.TotalMilliseconds) > Watch.ReadMilliseconds)
                _story.Append(CultureInfo.InvariantCulture, $"clock {jump.TotalMilliseconds:F0}ms\n").Append(Nothing);
        }
        _toldAt = at;
    }
}
