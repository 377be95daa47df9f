using Primacy.Analysis;

namespace Primacy.Web.Api;

/// <summary>How far two primaries have grown apart.</summary>
/// <param name="Older">The primary on the older timeline.</param>
/// <param name="Newer">The primary on the newest timeline.</param>
/// <param name="Fork">The LSN where the newer timeline forked off; an upper bound unless exact.</param>
/// <param name="Exact">Whether the fork is the very position.</param>
/// <param name="OlderBytes">Bytes of WAL the older one wrote past the fork; a lower bound unless exact.</param>
/// <param name="NewerBytes">Bytes of WAL the newer one wrote past the fork; a lower bound unless exact.</param>
/// <param name="State">unknown, overlap or diverged.</param>
/// <param name="Proof">What says where they parted: none, recovery-end, history or wal.</param>
/// <param name="Nested">Whether the newer history contains the older one up to the fork.</param>
internal sealed record DivergenceReport(
    string Older,
    string Newer,
    string? Fork,
    bool Exact,
    ulong OlderBytes,
    ulong NewerBytes,
    string State,
    string Proof,
    bool Nested
)
{
    public static DivergenceReport From(Divergence d) =>
        new(
            d.Older.Name,
            d.Newer.Name,
            d.Fork?.ToString(),
            d.IsExact,
            d.OlderBytes,
            d.NewerBytes,
            d.State.Word,
            d.Proof.Word,
            d.IsNested
        );
}
