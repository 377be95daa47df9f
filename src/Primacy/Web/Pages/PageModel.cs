using Primacy.Analysis;

namespace Primacy.Web.Pages;

/// <summary>The page: every cluster, and how many are well.</summary>
internal sealed record PageModel(IReadOnlyList<ClusterCard> Clusters, DateTimeOffset Now)
{
    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    /// <summary>The gravest first of all, because a tab shows only the beginning.</summary>
    public string Title => Ill > 0 ? $"({Ill}) Primacy" : "Primacy";

    public string Tally =>
        Clusters.Count switch
        {
            0 => "",
            var all => Ill switch
            {
                0 => all == 1 ? "1 cluster, healthy" : $"{all} clusters, all healthy",
                var ill => $"{ill} of {all} {(all == 1 ? "cluster" : "clusters")} not healthy",
            },
        };

    int Ill => Clusters.Count(card => card.Severity is not Severity.None);
}
