using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>A divergence as the journal keeps it: LSNs in PostgreSQL's notation, bytes as decimal text.</summary>
internal sealed record StoredDivergence(
    string Older,
    string Newer,
    string? Fork,
    bool IsExact,
    string OlderBytes,
    string NewerBytes,
    DivergenceState State,
    ForkProof Proof = ForkProof.None,
    bool IsNested = false,
    StoredTally? OlderWrote = null,
    StoredTally? NewerWrote = null
)
{
    public static StoredDivergence Of(Divergence divergence) =>
        new(
            divergence.Older.Name,
            divergence.Newer.Name,
            divergence.Fork?.ToString(),
            divergence.IsExact,
            StoredNumber.Write(divergence.OlderBytes),
            StoredNumber.Write(divergence.NewerBytes),
            divergence.State,
            divergence.Proof,
            divergence.IsNested,
            StoredTally.Of(divergence.OlderWrote),
            StoredTally.Of(divergence.NewerWrote)
        );

    public Divergence ToDivergence() =>
        new(
            new InstanceId(Older),
            new InstanceId(Newer),
            Fork is null ? null : Lsn.Parse(Fork),
            IsExact,
            StoredNumber.Read(OlderBytes),
            StoredNumber.Read(NewerBytes),
            State
        )
        {
            Proof = Proof,
            IsNested = IsNested,
            OlderWrote = OlderWrote?.ToTally(),
            NewerWrote = NewerWrote?.ToTally(),
        };
}
