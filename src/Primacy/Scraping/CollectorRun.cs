using Primacy.Exposition;

namespace Primacy.Scraping;

/// <summary>How a collector's newest run on a server went.</summary>
internal sealed record CollectorRun
{
    /// <summary>When it began, by the clock that only goes forward.</summary>
    public required long Begun { get; init; }

    public required TimeSpan Took { get; init; }

    public required SampleBatch Batch { get; init; }

    /// <summary>Why it failed, in words; null when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it took too long or said too much: such a one runs last the next time.</summary>
    public bool IsHeavy { get; init; }

    /// <summary>
    /// Whether the server may still be at it: we hung up, and it notices that only when it has something to send.
    /// </summary>
    public bool IsLeftRunning { get; init; }

    public IReadOnlyList<CollectionFault> Faults { get; init; } = [];

    /// <summary>
    /// What there is to be told of it; empty when all is well. That a name is taken was told when the plan was made.
    /// </summary>
    public string Trouble =>
        string.Join(
            "; ",
            (Failure is null ? [] : new[] { Failure }).Concat(
                Faults.Where(f => f.Reason is not CollectionFault.Taken).Select(f => $"{f.Where}: {f.Reason}")
            )
        );
}
