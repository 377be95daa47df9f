using System.CommandLine;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy ack</c>: I know of it.</summary>
internal static class AckCommand
{
    static readonly Argument<string> Incident = new("INCIDENT")
    {
        Description = "The incident's key, or the name of a cluster that has one open.",
    };

    static readonly Option<string?> Comment = new("--comment", "-m")
    {
        Description = "What you are doing about it.",
        HelpName = "TEXT",
    };

    static readonly Option<bool> Undo = new("--undo") { Description = "Take it back." };

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy ack orders --for 2h --comment 'I am on it, db2 is being shut down'
            Nobody is told more of the incident of orders, unless it grows worse, or is over.
        primacy ack orders/no-primary/20260301T031200.000Z --until 06:00 -m 'waiting for the hoster'
            One of several, by its key as 'primacy incidents -o json' shows it.
        primacy ack orders --undo
            Take it back.
        """
    );

    public static Command Create(Services services)
    {
        var times = new MuteTimes(services.Time);
        var verb = new Verb("ack", "Say that you know of an incident and see to it.", Examples)
        {
            Incident,
            times.For,
            times.Until,
            Comment,
            Undo,
            ServiceAccess.Options,
            SharedOptions.Output,
        };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(Undo))
                return;
            times.CheckEnd(result);
            if (string.IsNullOrWhiteSpace(result.GetValue(Comment)))
                result.AddError("say what you are doing about it, with --comment TEXT");
        });
        verb.SetAction((arguments, cancellation) => RunAsync(arguments, times, cancellation));
        return verb;
    }

    static async Task<int> RunAsync(ParseResult arguments, MuteTimes times, CancellationToken cancellation)
    {
        if (await KeyAsync(arguments, cancellation) is not { } key)
            return ExitCodes.Failed;
        var path = $"/api/v1/incidents/{Uri.EscapeDataString(key)}/acknowledgement";
        var isUndone = arguments.GetValue(Undo);
        var request = isUndone
            ? ServiceRequest.Delete(path, arguments.GetValue(Comment))
            : ServiceRequest.Send(
                HttpMethod.Put,
                path,
                new AcknowledgementOrder { Why = arguments.GetRequiredValue(Comment)!, Until = times.End(arguments) },
                ApiJson.Compact.AcknowledgementOrder
            );
        return await ServiceClient.ShowAsync(
            arguments,
            request,
            json => json.AcknowledgementReport,
            (screen, known) =>
                screen.Line(
                    isUndone
                        ? $"{known.Incident} is no longer acknowledged"
                        : $"{known.Incident} is acknowledged by {known.By} until {IncidentsCommand.Time(known.Until)} UTC"
                ),
            cancellation
        );
    }

    /// <summary>The key that was given or meant; null when that cannot be told, which has been said then.</summary>
    static async Task<string?> KeyAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var name = arguments.GetRequiredValue(Incident);
        if (name.Contains('/', StringComparison.Ordinal))
            return name;
        var request = ServiceRequest.Get("/api/v1/incidents");
        var type = ApiJson.Compact.IReadOnlyListIncidentReport;
        if (await ServiceClient.AskAsync(arguments, request, type, cancellation) is not { } open)
            return null;
        var meant = open.Where(incident => incident.Cluster == name).ToArray();
        if (meant is [var one])
            return one.Key;
        var error = arguments.InvocationConfiguration.Error;
        error.WriteLine(
            meant.Length == 0
                ? $"primacy: the cluster '{name}' has no open incident"
                : $"primacy: the cluster '{name}' has {meant.Length} open incidents: give the key of one"
        );
        foreach (var incident in meant)
            error.WriteLine($"  {incident.Key}  {incident.Summary}");
        return null;
    }
}
