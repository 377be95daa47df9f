using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Primacy.Analysis;
using Primacy.Storage;
using Primacy.Watching;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy explain</c>: why a verdict is what it is, now or then.</summary>
internal static class ExplainCommand
{
    static readonly Argument<string> Cluster = new("CLUSTER") { Description = "The cluster's name." };

    static readonly Option<string?> State = new("--state")
    {
        Description = "Read the journal in this directory instead of asking a service.",
        HelpName = "DIR",
    };

    /// <summary>The journal keeps a look at least this often, so that an older one is worth a word.</summary>
    static readonly TimeSpan KeptEvery = TimeSpan.FromSeconds(45);

    static readonly TimeSpan ShownAge = TimeSpan.FromSeconds(1);

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy explain orders
            What is seen of orders now, what follows from it, and what is missing to know more.
        primacy explain orders --at 03:12
            What was known at 03:12 UTC today, judged again.
        primacy explain orders --at -15m --output json
            What was known a quarter of an hour ago, for a program.
        primacy explain orders --at 2026-03-01T03:12:00Z --state /var/lib/primacy
            The same from the journal, while no service runs.
        """
    );

    public static Command Create(Services services)
    {
        var at = AtOption(services.Time);
        var verb = new Verb("explain", "Show the evidence for a verdict, now or as it was known then.", Examples)
        {
            Cluster,
            at,
            ServiceAccess.Options,
            State,
            SharedOptions.Output,
        };
        verb.SetAction(
            (arguments, cancellation) => RunAsync(arguments, arguments.GetValue(at), services.Time, cancellation)
        );
        return verb;
    }

    static Option<DateTimeOffset?> AtOption(TimeProvider time) =>
        new("--at")
        {
            Description = $"Explain what was known at this time: {Instant.Forms}.",
            HelpName = "TIME",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                var parsed = Instant.Parse(text, time.GetUtcNow());
                if (parsed is null)
                    result.AddError($"--at takes a time such as {Instant.Forms}, not '{text}'");
                return parsed;
            },
        };

    static Task<int> RunAsync(
        ParseResult arguments,
        DateTimeOffset? at,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var cluster = arguments.GetRequiredValue(Cluster);
        if (arguments.GetValue(State) is { } directory)
            return Task.FromResult(Read(arguments, directory, cluster, at ?? time.GetUtcNow()));
        var query = at is { } then
            ? $"?at={then.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)}"
            : "";
        return ServiceClient.ShowAsync(
            arguments,
            $"/api/v1/clusters/{Uri.EscapeDataString(cluster)}/explanation{query}",
            json => json.ExplanationReport,
            Write,
            cancellation
        );
    }

    /// <summary>From the journal, without its service.</summary>
    static int Read(ParseResult arguments, string directory, string cluster, DateTimeOffset at)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        try
        {
            var past = JournalReader.Look(directory, cluster, at);
            if (past.View is not { } view)
            {
                error.WriteLine($"primacy: {past.NothingKnown(cluster, at)}");
                return ExitCodes.Failed;
            }
            var report = ExplanationReport.From(view, ClusterPolicy.Default.Analysis, at);
            if (SharedOptions.IsJson(arguments))
                output.WriteLine(JsonSerializer.Serialize(report, ApiJson.Readable.ExplanationReport));
            else
                Write(new Screen(output), report);
            return ExitCodes.Good;
        }
        catch (JournalException fault)
        {
            error.WriteLine($"primacy: {fault.Message}");
            return ExitCodes.Failed;
        }
    }

    static void Write(Screen screen, ExplanationReport report)
    {
        screen.Headline(
            report.Severity,
            $" - {report.Cluster} at {Utc(report.At)}: {report.Verdict}: {report.Summary}"
        );
        if (report.AskedFor - report.At is { } age && age > ShownAge)
            screen.Line(
                $"Kept {Wording.Elapsed(age)} before {Utc(report.AskedFor!.Value)}"
                    + (age > KeptEvery ? ": nobody looked in between, or no look could be kept." : ".")
            );
        screen.Tree("What was seen", report.Seen);
        screen.Tree("What follows", report.Follows);
        if (report.Missing.Count > 0)
            screen.Tree("What is missing", report.Missing);
        else
            screen.Line("Nothing is missing: every member answers and nothing is hidden from our role.");
    }

    static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);
}
