namespace Primacy.Topology;

/// <summary>
/// What reading the WAL of two instances side by side has shown: whether they are one history, where they parted and
/// what each has written since. It is about two running postmasters and says nothing of later ones.
/// </summary>
public sealed record Comparison
{
    public required InstanceId One { get; init; }

    public required InstanceId Other { get; init; }

    /// <summary>When reading ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the first one's postmaster was started.</summary>
    public required DateTimeOffset OneStartedAt { get; init; }

    /// <summary>When the second one's postmaster was started.</summary>
    public required DateTimeOffset OtherStartedAt { get; init; }

    public required Kinship Kinship { get; init; }

    /// <summary>
    /// The end of the last record they have in common, when <see cref="Kinship.Forked"/>; when
    /// <see cref="Kinship.Apart"/>, a position at or behind it.
    /// </summary>
    public Lsn? Fork { get; init; }

    /// <summary>Where reading side by side began.</summary>
    public Lsn? From { get; init; }

    /// <summary>The end of what was read side by side.</summary>
    public Lsn? To { get; init; }

    /// <summary>
    /// What the first one wrote since the fork or, when <see cref="Kinship.Same"/>, since the end of the second one;
    /// null when it was not counted.
    /// </summary>
    public BranchTally? OneWrote { get; init; }

    /// <summary>
    /// What the second one wrote since the fork or, when <see cref="Kinship.Same"/>, since the end of the first one;
    /// null when it was not counted.
    /// </summary>
    public BranchTally? OtherWrote { get; init; }

    /// <summary>Why something of it is unknown, as a sentence without a full stop; null when all is known.</summary>
    public string? Why { get; init; }

    /// <summary>What the role may not see.</summary>
    public EquatableArray<MissingRight> Missing { get; init; }

    /// <summary>The same, told with the other one first.</summary>
    public Comparison Turned() =>
        this with
        {
            One = Other,
            Other = One,
            OneStartedAt = OtherStartedAt,
            OtherStartedAt = OneStartedAt,
            OneWrote = OtherWrote,
            OtherWrote = OneWrote,
        };
}
