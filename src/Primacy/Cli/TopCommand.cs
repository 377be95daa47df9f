using System.CommandLine;
using System.Text.Json;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy top</c>: the wall on a terminal.</summary>
internal static class TopCommand
{
    const string Path = "/api/v1/clusters";

    static readonly Option<bool> Once = new("--once")
    {
        Description = "Show it once instead of keeping it up to date.",
    };

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy top
            What the service on this machine sees, renewed every second; q or Ctrl-C ends it.
        primacy top --url https://watcher:9432 --token-file ~/.primacy-token
            The same of another one that asks who you are.
        primacy top --once | mail -s 'The clusters this morning' dba@example.com
            Once, for a script. Without a terminal it is shown once anyway.
        """
    );

    static readonly HelpSection Reading = new(
        "How to read it",
        """
        Clusters with more, or less, than one primary come first, the gravest on top, with every server; then those
        that are healthy, a line each, as many as fit. When the service does not answer, the first line says since
        when, and what is shown is what was known then. 'primacy explain CLUSTER' shows why a verdict is what it is.
        """
    );

    public static Command Create(Services services)
    {
        var verb = new Verb("top", "Show all clusters on the terminal, live, the broken ones first.", Examples, Reading)
        {
            ServiceAccess.Options,
            Once,
            SharedOptions.Output,
        };
        verb.SetAction((arguments, cancellation) => RunAsync(arguments, services.Time, cancellation));
        return verb;
    }

    static Task<int> RunAsync(ParseResult arguments, TimeProvider time, CancellationToken cancellation)
    {
        var output = arguments.InvocationConfiguration.Output;
        var isLive = Screen.IsTerminal(output) && !Console.IsInputRedirected && !arguments.GetValue(Once);
        return isLive && !SharedOptions.IsJson(arguments)
            ? WatchAsync(arguments, time, cancellation)
            : ServiceClient.ShowAsync(
                arguments,
                Path,
                json => json.IReadOnlyListClusterReport,
                (screen, clusters) => Write(screen, clusters),
                cancellation
            );
    }

    /// <summary>All of it: what does not fit on a terminal is for whoever reads a pipe.</summary>
    static void Write(Screen screen, IReadOnlyList<ClusterReport> clusters)
    {
        foreach (var line in TopLines.Of(clusters, height: int.MaxValue))
            screen.Line(screen.Toned(line.Text, line.Tone));
    }

    static async Task<int> WatchAsync(ParseResult arguments, TimeProvider time, CancellationToken cancellation)
    {
        var service = arguments.GetRequiredValue(SharedOptions.Url);
        var hearing = new TopHearing(service, time);
        using var live = new LiveScreen(arguments.InvocationConfiguration.Output);
        try
        {
            while (true)
            {
                using var error = new StringWriter();
                var asked = time.GetTimestamp();
                var heard = await ServiceClient.AskAsync(
                    arguments,
                    ServiceRequest.Get(Path),
                    async (body, stop) =>
                        await JsonSerializer.DeserializeAsync(body, ApiJson.Compact.IReadOnlyListClusterReport, stop)
                        ?? throw new JsonException("null"),
                    error,
                    cancellation
                );
                hearing.Take(heard, error.ToString());
                // A service that takes long to answer, as of thousands of clusters, is asked less often.
                var pause = TopHearing.Pause(time.GetElapsedTime(asked));
                if (await live.ShowAsync(height => hearing.Lines(height), pause, time, cancellation))
                    return ExitCodes.Good;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Good;
        }
    }
}
