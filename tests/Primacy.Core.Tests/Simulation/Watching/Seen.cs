using Primacy.Topology;

namespace Primacy.Simulation.Watching;

/// <summary>All that the watcher had before it when it took a step, with the truth behind it.</summary>
/// <param name="Samples">The newest sample of every server.</param>
/// <param name="Testimony">What is known beyond the probes.</param>
/// <param name="ClaimedAt">When each claim was true, by the world's time and the claim's source.</param>
/// <param name="ClockSetAt">When the watcher's clock was set, by the world's time.</param>
/// <param name="IsEveryQuestionAnswered">Whether no inquiry of this watcher ever fails by bad luck.</param>
/// <param name="At">The watcher's time.</param>
sealed record Seen(
    IReadOnlyDictionary<string, Sample> Samples,
    Testimony Testimony,
    IReadOnlyDictionary<string, long> ClaimedAt,
    long ClockSetAt,
    bool IsEveryQuestionAnswered,
    DateTimeOffset At
);
