namespace Primacy.Web.Pages;

/// <summary>The page: every cluster, and how many are well.</summary>
internal sealed record PageModel(IReadOnlyList<ClusterCard> Clusters, DateTimeOffset Now)
{
    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    /// <summary>The gravest first of all, because a tab shows only the beginning.</summary>
    public string Title =>
        Clusters.Count(card => card.Tone != "none") is > 0 and var count ? $"({count}) Primacy" : "Primacy";

    public string Tally =>
        Clusters.Count switch
        {
            0 => "",
            var all => Clusters.Count(card => card.Tone != "none") switch
            {
                0 => all == 1 ? "1 cluster, healthy" : $"{all} clusters, all healthy",
                var ill => $"{ill} of {all} {(all == 1 ? "cluster" : "clusters")} not healthy",
            },
        };
}
