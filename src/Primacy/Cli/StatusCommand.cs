using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy status</c>: what a running service sees now.</summary>
internal static class StatusCommand
{
    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy status
            What the service on this machine sees.
        primacy status --url http://watcher:9432 --output json
            What another one sees, for a program.
        """
    );

    public static Command Create()
    {
        var verb = new Verb("status", "Show what a running service sees.", Examples)
        {
            ServiceAccess.Options,
            SharedOptions.Output,
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var code = await ServiceClient.ShowAsync(
            arguments,
            "/api/v1/clusters",
            json => json.IReadOnlyListClusterReport,
            Write,
            cancellation
        );
        if (code != ExitCodes.Good || SharedOptions.IsJson(arguments))
            return code;
        // A service of an earlier version knows nothing of replicas; all else has been told by the first answer.
        var leadership = await ServiceClient.AskAsync(
            arguments,
            ServiceRequest.Get("/api/v1/leadership"),
            async (body, stop) =>
                await JsonSerializer.DeserializeAsync(body, ApiJson.Compact.LeadershipReport, stop)
                ?? throw new JsonException("null"),
            TextWriter.Null,
            cancellation
        );
        if (leadership?.Sentence is { } sentence)
            new Screen(arguments.InvocationConfiguration.Output).Line(sentence);
        return code;
    }

    static void Write(Screen screen, IReadOnlyList<ClusterReport> clusters)
    {
        if (clusters.Count == 0)
            screen.Line("The service has not finished its first look at any cluster yet.");
        else
            screen.Table(["CLUSTER", "VERDICT", "PRIMARY", "INSTANCES", "SUMMARY"], clusters.Select(Row));
    }

    static string[] Row(ClusterReport cluster) =>
        [
            cluster.Cluster,
            cluster.SubKind is { } kind ? $"{cluster.Verdict} ({kind})" : cluster.Verdict,
            cluster.Primaries.Count == 0 ? "none" : string.Join(", ", cluster.Primaries),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{cluster.Instances.Count(i => i.Role is { })}/{cluster.Instances.Count}"
            ),
            cluster.Summary,
        ];
}
