using Primacy.Analysis;
using Primacy.Notifications.Words;

namespace Primacy.Notifications;

/// <summary>One who is told.</summary>
/// <param name="Name">How logs, metrics and the journal call it; never a secret.</param>
/// <param name="Options">How it is reached.</param>
internal sealed record Receiver(string Name, ReceiverOptions Options)
{
    /// <summary>Whether it is told that something is over.</summary>
    public bool IsToldOfEnds { get; init; } = true;

    /// <summary>How several incidents are told by one message; null for a message each.</summary>
    public Grouping? Grouping { get; init; }

    /// <summary>The only verdicts it is made for; none where it is for all of them.</summary>
    public IReadOnlyList<VerdictCode> Verdicts { get; init; } = [];

    /// <summary>The user's own words for it.</summary>
    public OwnWords Words { get; init; } = OwnWords.None;
}
