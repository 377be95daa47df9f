namespace Primacy.Web.Pages;

/// <summary>The page: every cluster, and how many are well.</summary>
internal sealed record PageModel(IReadOnlyList<ClusterCard> Clusters, DateTimeOffset Now)
{
    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    public Tally Tally => Tally.Of(Clusters.Select(card => card.Severity));
}
