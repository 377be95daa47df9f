namespace Primacy.Forensics.Branches;

/// <summary>What a kept branch is, in a file beside it that people and scripts read.</summary>
internal sealed record BranchManifest
{
    public const string FileName = "manifest.json";

    public required string Cluster { get; init; }

    public required string Instance { get; init; }

    public required string SystemIdentifier { get; init; }

    /// <summary>When the postmaster was started that wrote it.</summary>
    public required DateTimeOffset ServerStartedAt { get; init; }

    /// <summary>The timeline that it wrote.</summary>
    public required uint Timeline { get; init; }

    /// <summary>Where the branches part.</summary>
    public required string Fork { get; init; }

    /// <summary>Where the recording begins, the start of the segment that holds the fork.</summary>
    public required string From { get; init; }

    /// <summary>Up to where it was durable when this was written; the files may hold more.</summary>
    public required string HeldUpTo { get; init; }

    public required ulong SegmentBytes { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>"recording", "complete", "blocked" or "incomplete".</summary>
    public required string State { get; init; }

    /// <summary>What the state rests on, as a sentence.</summary>
    public required string Why { get; init; }
}
