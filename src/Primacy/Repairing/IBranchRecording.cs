using Primacy.Topology;

namespace Primacy.Repairing;

/// <summary>A branch that is being recorded. What was recorded stays when it is disposed of.</summary>
internal interface IBranchRecording : IAsyncDisposable
{
    /// <summary>Where the files are.</summary>
    string Directory { get; }

    /// <summary>Up to where it is durable here.</summary>
    Lsn HeldUpTo { get; }

    /// <summary>Why it goes on no longer, as a sentence; null while it does, or after the stream ended.</summary>
    string? Fault { get; }

    /// <summary>
    /// Waits until all is here that the server had written when recording began; null when it is, and else why it
    /// never will be, as a sentence.
    /// </summary>
    Task<string?> CatchUpAsync(CancellationToken cancellation);

    /// <summary>
    /// Waits until all is here: the server has ended its stream as one that shuts down does, or, where it was only
    /// blocked, everything up to the position at which it stands.
    /// </summary>
    /// <param name="standsAt">Where it stands still; null when it ends.</param>
    /// <param name="cancellation">Ends the waiting; what is here stays.</param>
    Task<BranchEnd> CompleteAsync(Lsn? standsAt, CancellationToken cancellation);
}
