namespace Primacy.Web.Pages;

/// <summary>The page: every cluster, and how many are well.</summary>
internal sealed record PageModel(IReadOnlyList<ClusterCard> Clusters, DateTimeOffset Now)
{
    /// <summary>Who looks at it and may act; null when he may not.</summary>
    public string? Actor { get; init; }

    /// <summary>What this replica is to the others; null when it is the only one.</summary>
    public string? Leadership { get; init; }

    /// <summary>Whether whoever looks may say who he is.</summary>
    public bool MaySignIn { get; init; }

    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    public Tally Tally => Tally.Of(Clusters.Select(card => card.Severity));
}
