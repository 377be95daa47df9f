using Primacy.Exposition;
using Primacy.Scraping.Queries;

namespace Primacy.Scraping;

/// <summary>What runs on every server; made once for a configuration.</summary>
/// <param name="Options">What it was made of.</param>
/// <param name="Collectors">Those that run, in their order: built-in ones first, then custom queries.</param>
internal sealed record ScrapePlan(ExporterOptions Options, IReadOnlyList<ICollector> Collectors)
{
    public static ScrapePlan Make(ExporterOptions options)
    {
        var claims = new FamilyClaims();
        foreach (var family in ScrapeFamilies.All)
            claims.Claim(family.Name, FamilyClaims.Exporter);
        var collectors = new List<ICollector>();
        foreach (var collector in Scraping.Collectors.All.Where(collector => IsOn(collector, options)))
        {
            collectors.Add(collector);
            foreach (var family in collector.Families)
                claims.Claim(family.Name, collector.Title);
            if (collector.Prefix is { } prefix)
                claims.ClaimAll(prefix, collector.Title);
        }
        var labels = new LabelNames(options.LabelNames);
        collectors.AddRange(options.Queries.Select(query => new QueryCollector(query, claims, labels)));
        return new ScrapePlan(options, collectors);
    }

    /// <summary>What custom queries would say in the name of somebody else.</summary>
    public IEnumerable<(string Query, string Family, string Owner)> Taken =>
        from query in Collectors.OfType<QueryCollector>()
        from taken in query.Taken
        select (query.Title, taken.Family, taken.Owner);

    static bool IsOn(ICollector collector, ExporterOptions options) =>
        options.Collectors.FirstOrDefault(one => one.Name == collector.Name)?.IsOn ?? collector.IsOnByDefault;
}
