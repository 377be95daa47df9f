using System.CommandLine;
using System.Globalization;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy incidents</c>: what a running service has told people, or is about to.</summary>
internal static class IncidentsCommand
{
    static readonly Option<bool> All = new("--all") { Description = "Show those that are over, too." };

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy incidents
            What is wrong now.
        primacy incidents --all --output json
            And what was, for a program.
        primacy incidents show orders
            The story of the newest one of orders.
        """
    );

    public static Command Create()
    {
        var verb = new Verb("incidents", "Show the incidents of a running service.", Examples)
        {
            ServiceAccess.Options,
            All,
            SharedOptions.Output,
            IncidentsShowCommand.Create(),
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    static Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation) =>
        ServiceClient.ShowAsync(
            arguments,
            arguments.GetValue(All) ? "/api/v1/incidents?all=true" : "/api/v1/incidents",
            json => json.IReadOnlyListIncidentReport,
            Write,
            cancellation
        );

    static void Write(Screen screen, IReadOnlyList<IncidentReport> incidents)
    {
        if (incidents.Count == 0)
            screen.Line("No incidents.");
        else
            screen.Table(
                ["PHASE", "CLUSTER", "VERDICT", "SINCE (UTC)", "RESOLVED (UTC)", "MUTED", "SUMMARY"],
                incidents.Select(Row)
            );
    }

    static string[] Row(IncidentReport incident) =>
        [
            incident.Phase,
            incident.Cluster,
            incident.Verdict,
            Time(incident.Since),
            incident.ResolvedAt is { } resolved ? Time(resolved) : "-",
            incident.Muted is { } mute ? $"{mute.Kind} by {mute.By} until {Time(mute.Until)}" : "-",
            incident.Summary,
        ];

    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
