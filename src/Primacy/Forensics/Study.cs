using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics;

/// <summary>How far the WAL of a pair has been read, kept from one comparison to the next.</summary>
/// <param name="Lockstep">Where reading stands.</param>
/// <param name="One">Of whom: postmaster and timeline of the first one.</param>
/// <param name="Other">And of the second one.</param>
internal sealed record Study(Lockstep Lockstep, ServerFacts One, ServerFacts Other)
{
    public Comparison? Result { get; set; }

    /// <summary>Whether what was read holds still: the same servers, on the same timelines.</summary>
    public bool IsOf(ServerFacts one, ServerFacts other) => IsSame(One, one) && IsSame(Other, other);

    static bool IsSame(ServerFacts then, ServerFacts now) =>
        then.StartedAt == now.StartedAt
        && then.Timeline == now.Timeline
        && then.System == now.System
        && then.Flushed <= now.Flushed;
}
