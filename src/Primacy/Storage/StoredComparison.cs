using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What reading the WAL of two instances side by side had shown.</summary>
internal sealed record StoredComparison
{
    public required string One { get; init; }

    public required string Other { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset OneStartedAt { get; init; }

    public required DateTimeOffset OtherStartedAt { get; init; }

    public required Kinship Kinship { get; init; }

    public string? Fork { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public StoredTally? OneWrote { get; init; }

    public StoredTally? OtherWrote { get; init; }

    public string? Why { get; init; }

    public IReadOnlyList<StoredRight>? Missing { get; init; }

    public static StoredComparison Of(Comparison pair) =>
        new()
        {
            One = pair.One.Name,
            Other = pair.Other.Name,
            At = pair.At,
            OneStartedAt = pair.OneStartedAt,
            OtherStartedAt = pair.OtherStartedAt,
            Kinship = pair.Kinship,
            Fork = pair.Fork?.ToString(),
            From = pair.From?.ToString(),
            To = pair.To?.ToString(),
            OneWrote = StoredTally.Of(pair.OneWrote),
            OtherWrote = StoredTally.Of(pair.OtherWrote),
            Why = pair.Why,
            Missing = StoredRight.Of(pair.Missing),
        };

    public Comparison ToComparison() =>
        new()
        {
            One = new InstanceId(One),
            Other = new InstanceId(Other),
            At = At,
            OneStartedAt = OneStartedAt,
            OtherStartedAt = OtherStartedAt,
            Kinship = Kinship,
            Fork = StoredLsn.Read(Fork),
            From = StoredLsn.Read(From),
            To = StoredLsn.Read(To),
            OneWrote = OneWrote?.ToTally(),
            OtherWrote = OtherWrote?.ToTally(),
            Why = Why,
            Missing = StoredRight.Read(Missing),
        };
}
