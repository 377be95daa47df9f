using Primacy.Scraping;

namespace Primacy.Configuration.PostgresExporter;

/// <summary>What the environment of a postgres_exporter says, whose place we take.</summary>
internal sealed record Inheritance
{
    public IReadOnlyList<GivenCluster> Clusters { get; init; } = [];

    public ExporterOptions? Exporter { get; init; }

    public Setting? Listen { get; init; }

    public static Inheritance None { get; } = new();

    /// <summary>
    /// Reads it, says in one line that it was, and in another what of it has no effect. It is not there where a file
    /// says everything.
    /// </summary>
    /// <param name="around">The surroundings.</param>
    /// <param name="hasConnections">Whether connection strings are given, which then count.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static Inheritance Read(Surroundings around, bool hasConnections, Problems problems)
    {
        var variables = new Variables(around);
        var clusters = new DataSources(around, variables, problems).Read(hasConnections);
        var inheritance = new Inheritance
        {
            Clusters = clusters,
            Exporter = new ExporterFlags(around, variables, problems).Read(isOn: clusters.Count > 0),
            Listen = variables.Take("PG_EXPORTER_WEB_LISTEN_ADDRESS"),
        };
        variables.Tell(problems);
        return inheritance;
    }
}
