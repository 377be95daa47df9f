using System.CommandLine;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy maintenance</c>: work that is planned.</summary>
internal static class MaintenanceCommand
{
    const string Path = "/api/v1/maintenance";

    static readonly Argument<string> Cluster = new("CLUSTER") { Description = "The cluster's name." };

    static readonly Argument<string> Id = new("ID") { Description = "The window to end." };

    static readonly Option<string> Reason = new("--comment", "-m")
    {
        Description = "Why. Whoever reads it at night did not hear you say it.",
        HelpName = "TEXT",
        Required = true,
    };

    static readonly Option<string?> Why = new("--comment", "-m")
    {
        Description = "Why, for the audit log.",
        HelpName = "TEXT",
    };

    static readonly Option<bool> All = new("--all") { Description = "Show those that have ended, too." };

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy maintenance add orders --for 2h --comment 'minor upgrade'
            What work at orders shows is not told from now on, but for two primaries, which are never planned.
        primacy maintenance add orders --from 2026-03-01T02:00:00Z --until 2026-03-01T04:00:00Z -m patches
            The same later.
        primacy maintenance list
            What is planned, the windows included that the configuration repeats.
        primacy maintenance end 0f8fad5b-d9cb-469f-a165-70867728950e
            End one now.
        """
    );

    public static Command Create(Services services) =>
        new Verb("maintenance", "Plan work, whose consequences are seen and not told.", Examples)
        {
            Add(services),
            List(),
            End(),
        };

    static Verb Add(Services services)
    {
        var times = new MuteTimes(services.Time);
        var verb = new Verb("add", "Plan work at a cluster.", Examples)
        {
            Cluster,
            times.For,
            times.Until,
            times.From,
            Reason,
            ServiceAccess.Options,
            SharedOptions.Output,
        };
        verb.Validators.Add(times.CheckEnd);
        verb.SetAction(
            (arguments, cancellation) =>
                ServiceClient.ShowAsync(
                    arguments,
                    ServiceRequest.Send(
                        HttpMethod.Post,
                        Path,
                        new MaintenanceOrder
                        {
                            Cluster = arguments.GetRequiredValue(Cluster),
                            From = times.Beginning(arguments),
                            Until = times.End(arguments),
                            Reason = arguments.GetRequiredValue(Reason),
                        },
                        ApiJson.Compact.MaintenanceOrder
                    ),
                    json => json.MaintenanceReport,
                    (screen, window) => screen.Line($"{window.Id} until {IncidentsCommand.Time(window.Until)} UTC"),
                    cancellation
                )
        );
        return verb;
    }

    static Verb List()
    {
        var verb = new Verb("list", "Show what is planned.", Examples)
        {
            All,
            ServiceAccess.Options,
            SharedOptions.Output,
        };
        verb.SetAction(
            (arguments, cancellation) =>
                ServiceClient.ShowAsync(
                    arguments,
                    arguments.GetValue(All) ? $"{Path}?all=true" : Path,
                    json => json.IReadOnlyListMaintenanceReport,
                    Write,
                    cancellation
                )
        );
        return verb;
    }

    static Verb End()
    {
        var verb = new Verb("end", "End a window now.", Examples)
        {
            Id,
            Why,
            ServiceAccess.Options,
            SharedOptions.Output,
        };
        verb.SetAction(
            (arguments, cancellation) =>
                ServiceClient.ShowAsync(
                    arguments,
                    new ServiceRequest(
                        HttpMethod.Delete,
                        $"{Path}/{Uri.EscapeDataString(arguments.GetRequiredValue(Id))}"
                            + SilenceCommand.Query(arguments.GetValue(Why))
                    ),
                    json => json.MaintenanceReport,
                    (screen, window) => screen.Line($"{window.Id} has ended"),
                    cancellation
                )
        );
        return verb;
    }

    static void Write(Screen screen, IReadOnlyList<MaintenanceReport> windows)
    {
        if (windows.Count == 0)
            screen.Line("Nothing is planned.");
        else
            screen.Table(["ID", "STATE", "CLUSTER", "FROM (UTC)", "UNTIL (UTC)", "BY", "REASON"], windows.Select(Row));
    }

    static string[] Row(MaintenanceReport window) =>
        [
            window.Id,
            window.State,
            window.Cluster,
            IncidentsCommand.Time(window.From),
            IncidentsCommand.Time(window.Until),
            window.By,
            window.Reason,
        ];
}
