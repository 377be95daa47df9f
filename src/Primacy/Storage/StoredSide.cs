using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>One claimant's side of a split as the journal keeps it.</summary>
internal sealed record StoredSide(
    string Instance,
    uint? Timeline,
    string Lsn,
    string? Fork,
    bool IsExact,
    string? Bytes,
    long? Commits,
    long? ClientCommits,
    string? LastCommitAt,
    int? Clients,
    string? PromotedAt,
    bool NothingLost
)
{
    public static StoredSide Of(SplitSide side) =>
        new(
            side.Instance.Name,
            side.Timeline?.Value,
            side.Lsn.ToString(),
            side.Fork?.ToString(),
            side.IsExact,
            side.Bytes is { } bytes ? StoredNumber.Write(bytes) : null,
            side.Commits,
            side.ClientCommits,
            StoredTime.Write(side.LastCommitAt),
            side.Clients,
            StoredTime.Write(side.PromotedAt),
            side.NothingLost
        );

    public SplitSide ToSide() =>
        new()
        {
            Instance = new InstanceId(Instance),
            Timeline = Timeline is { } timeline ? new Timeline(timeline) : null,
            Lsn = Topology.Lsn.Parse(Lsn),
            Fork = Fork is null ? null : Topology.Lsn.Parse(Fork),
            IsExact = IsExact,
            Bytes = Bytes is null ? null : StoredNumber.Read(Bytes),
            Commits = Commits,
            ClientCommits = ClientCommits,
            LastCommitAt = StoredTime.ReadOrNull(LastCommitAt),
            Clients = Clients,
            PromotedAt = StoredTime.ReadOrNull(PromotedAt),
            NothingLost = NothingLost,
        };
}
