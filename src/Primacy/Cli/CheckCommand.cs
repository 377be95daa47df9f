using System.CommandLine;
using System.Text.Json;
using Primacy.Configuration;
using Primacy.Hosting;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy check</c>: one look, for people and for monitoring systems.</summary>
internal static class CheckCommand
{
    static readonly Argument<string[]> Connections = SharedOptions.Connection(
        "The servers of a cluster, as a libpq connection string."
    );

    static readonly Option<string?> Cluster = new("--cluster")
    {
        Description = "Look only at this cluster of the file.",
        HelpName = "NAME",
    };

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy check 'host=db1,db2,db3 user=primacy'
            Look once at a cluster.
        primacy check postgresql://primacy@db1:5432,db2:5433/ --output json
            The same for a program.
        primacy check --config /etc/primacy.yaml --cluster orders
            Look at one cluster of a file; without --cluster at all of them.
        """
    );

    static readonly HelpSection Exits = new(
        "Exit codes",
        """
        0  healthy
        1  warning: something is not as it should be, or a switchover is under way
        2  critical: several primaries, none, or a foreign one
        3  unknown: too little can be seen, or the call was wrong
        The first line is what Nagios, Icinga and their kin expect of a plugin.
        """
    );

    static readonly HelpSection Formats = new(
        "JSON",
        """
        One object for a CONNINFO or --cluster, a list of them for a whole file or several CONNINFO.
        """
    );

    public static Command Create(Services services)
    {
        var verb = new Verb(
            "check",
            "Look once at a cluster and say whether it has exactly one primary.",
            Examples,
            Exits,
            Formats,
            SharedOptions.Connections
        )
        {
            Connections,
            SharedOptions.Config,
            Cluster,
            SharedOptions.Name,
            SharedOptions.Patroni,
            SharedOptions.Timeout,
            SharedOptions.Output,
        };
        verb.SetAction((arguments, cancellation) => RunAsync(arguments, services, cancellation));
        return verb;
    }

    static async Task<int> RunAsync(ParseResult arguments, Services services, CancellationToken cancellation)
    {
        var error = arguments.InvocationConfiguration.Error;
        var settings = Settings(arguments);
        var loaded = new ConfigurationSource(settings, services.Around).Load();
        if (Complaints.Print(loaded, error) is not { } options)
            return ExitCodes.CheckUnknown;
        var only = arguments.GetValue(Cluster);
        var clusters = options.Clusters.Where(c => only is null || c.Name == only).ToArray();
        if (clusters.Length == 0)
        {
            error.WriteLine($"primacy: {(options.Clusters is [] ? NoCluster : NoSuchCluster(only!, options))}");
            return ExitCodes.CheckUnknown;
        }
        var looks = clusters.Select(cluster => services.Look(cluster, services.Time, cancellation));
        var reports = (await Task.WhenAll(looks)).Select(ClusterReport.From).ToArray();
        Print(arguments, reports, isList: clusters.Length > 1 || (only is null && settings.ConfigFile is { }));
        return ExitCodes.Worst(reports.Select(ExitCodes.OfCheck));
    }

    static void Print(ParseResult arguments, ClusterReport[] reports, bool isList)
    {
        var output = arguments.InvocationConfiguration.Output;
        if (!SharedOptions.IsJson(arguments))
            new CheckText(new Screen(output)).Write(reports);
        else if (isList)
            output.WriteLine(JsonSerializer.Serialize(reports, ApiJson.Readable.IReadOnlyListClusterReport));
        else
            output.WriteLine(JsonSerializer.Serialize(reports[0], ApiJson.Readable.ClusterReport));
    }

    static CommandLineSettings Settings(ParseResult arguments) =>
        new()
        {
            Connections = arguments.GetValue(Connections) ?? [],
            Names = arguments.GetValue(SharedOptions.Name) ?? [],
            ConfigFile = arguments.GetValue(SharedOptions.Config),
            Patroni = arguments.GetValue(SharedOptions.Patroni) ?? [],
            Timeout = arguments.GetValue(SharedOptions.Timeout),
        };

    const string NoCluster =
        "the configuration declares no clusters, and a check does not look for them in Kubernetes: 'primacy status' "
        + "asks the service that watches them";

    static string NoSuchCluster(string name, WatchOptions options)
    {
        var names = options.Clusters.Select(c => c.Name).ToArray();
        return $"there is no cluster '{name}'.{Spelling.Suggest(name, names)} There are: {string.Join(", ", names)}.";
    }
}
