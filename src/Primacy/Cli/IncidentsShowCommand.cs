using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy incidents show</c>: the story of one incident, to read or to keep.</summary>
internal static class IncidentsShowCommand
{
    static readonly Argument<string> Incident = new("INCIDENT")
    {
        Description = "The incident's key, or the name of a cluster: then its gravest open one, or its newest.",
    };

    static readonly Option<string> Output = SharedOptions.OneOf(
        "text for people, markdown for a report, json for machines.",
        "text",
        "markdown",
        "json"
    );

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy incidents show orders
            What happened in the gravest open incident of orders, or else in its newest, moment by moment.
        primacy incidents show orders/multiple-primaries/20260301T031200.000Z --output markdown > report.md
            The report of one, for the post-mortem; 'primacy incidents --all -o json' shows the keys.
        primacy explain orders --at 2026-03-01T03:12:05Z
            What was known at one of these moments.
        """
    );

    public static Command Create()
    {
        var verb = new Verb("show", "Tell the story of an incident, open or over.", Examples)
        {
            Incident,
            ServiceAccess.Options,
            Output,
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        if (await KeyAsync(arguments, cancellation) is not { } key)
            return ExitCodes.Failed;
        var path = $"/api/v1/incidents/{Uri.EscapeDataString(key)}/report";
        var output = arguments.InvocationConfiguration.Output;
        var form = arguments.GetValue(Output);
        if (form == "markdown")
        {
            var text = await ServiceClient.AskAsync(
                arguments,
                ServiceRequest.Get($"{path}.md"),
                async (body, stop) => await new StreamReader(body, Encoding.UTF8).ReadToEndAsync(stop),
                cancellation
            );
            output.Write(text);
            return text is null ? ExitCodes.Failed : ExitCodes.Good;
        }
        var request = ServiceRequest.Get(path);
        if (
            await ServiceClient.AskAsync(arguments, request, ApiJson.Compact.StoryReport, cancellation) is not { } story
        )
            return ExitCodes.Failed;
        if (form == "json")
            output.WriteLine(JsonSerializer.Serialize(story, ApiJson.Readable.StoryReport));
        else
            Write(new Screen(output), story);
        return ExitCodes.Good;
    }

    /// <summary>The key that was given or meant; null when there is none, which has been said then.</summary>
    static async Task<string?> KeyAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var name = arguments.GetRequiredValue(Incident);
        if (name.Contains('/', StringComparison.Ordinal))
            return name;
        // Those that are open, and only where there is none the newest of all.
        var path = $"/api/v1/incidents?cluster={Uri.EscapeDataString(name)}";
        var type = ApiJson.Compact.IReadOnlyListIncidentReport;
        foreach (var which in (string[])["", "&state=all&limit=1"])
        {
            var request = ServiceRequest.Get(path + which);
            if (await ServiceClient.AskAsync(arguments, request, type, cancellation) is not { } found)
                return null;
            // A split brings a warning or two with it, which are not what is asked about.
            var meant = found
                .OrderByDescending(one => one.Severity == "critical")
                .ThenByDescending(one => one.Phase == "firing");
            if (meant.FirstOrDefault() is { } one)
                return one.Key;
        }
        arguments.InvocationConfiguration.Error.WriteLine($"primacy: no incident of a cluster '{name}' is kept");
        return null;
    }

    static void Write(Screen screen, StoryReport story)
    {
        var incident = story.Incident;
        screen.Headline(
            incident.Phase,
            $" - {incident.Cluster}: {incident.Verdict}, {incident.Severity}, since {Time(incident.Since)} UTC"
                + (incident.ResolvedAt is { } end ? $" until {Time(end)} UTC" : "")
        );
        screen.Line(Screen.Plain(incident.Summary));
        screen.Line();
        screen.Table(["TIME (UTC)", "KIND", "WHAT"], story.Moments.Select(Row));
        foreach (var gap in story.Gaps)
            screen.Line(gap);
    }

    static string[] Row(MomentReport moment) =>
        [
            moment.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
            moment.Kind,
            Screen.Lines(moment.Details.Prepend(moment.Text)),
        ];

    static string Time(DateTimeOffset at) => IncidentsCommand.Time(at);
}
