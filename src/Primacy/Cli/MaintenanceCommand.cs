using System.CommandLine;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy maintenance</c>: work that is planned.</summary>
internal static class MaintenanceCommand
{
    const string Path = "/api/v1/maintenance";

    static readonly Argument<string> Cluster = new("CLUSTER") { Description = "The cluster's name." };

    static readonly Option<string> Reason = new("--comment", "-m")
    {
        Description = "Why. Whoever reads it at night did not hear you say it.",
        HelpName = "TEXT",
        Required = true,
    };

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

    static readonly MuteVerbs<MaintenanceReport> Verbs = new(Path, Examples)
    {
        One = json => json.MaintenanceReport,
        Several = json => json.IReadOnlyListMaintenanceReport,
        Columns =
        [
            ("ID", window => window.Id),
            ("STATE", window => window.State),
            ("CLUSTER", window => window.Cluster),
            ("FROM (UTC)", window => IncidentsCommand.Time(window.From)),
            ("UNTIL (UTC)", window => IncidentsCommand.Time(window.Until)),
            ("BY", window => window.By),
            ("REASON", window => window.Reason),
        ],
    };

    public static Command Create(Services services) =>
        new Verb("maintenance", "Plan work, whose consequences are seen and not told.", Examples)
        {
            Add(services),
            Verbs.List("Show what is planned.", "Nothing is planned."),
            Verbs.End("end", "End windows now.", "The windows to end."),
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
}
