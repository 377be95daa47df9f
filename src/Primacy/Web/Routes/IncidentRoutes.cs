using Primacy.Acting;
using Primacy.Incidents;
using Primacy.Storytelling;
using Primacy.Watching;
using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>Incidents of all clusters.</summary>
internal static class IncidentRoutes
{
    /// <summary>The incident that a path names.</summary>
    public static ApiParameter Key { get; } =
        new("id", "path", "string", "The incident's key, with %2F for each slash as in every path.");

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/api/v1/incidents", "Incidents that are open, the newest first.", Replies.Guarded(List))
        {
            Id = "listIncidents",
            Parameters =
            [
                new("all", "query", "boolean", "Those that are over, too; the same as state=all."),
                new("state", "query", "string", $"Only those that are {IncidentStates.Words}; open unless given."),
                new("cluster", "query", "string", "Of this cluster only."),
                ApiParameter.Limit,
                ApiParameter.After,
            ],
            Answer = ApiJson.Compact.IReadOnlyListIncidentReport,
            Refusals = [400, 503],
        },
        new("GET", "/api/v1/incidents/{id}", "One incident, open or over.", Replies.Guarded(One))
        {
            Id = "getIncident",
            Parameters = [Key],
            Answer = ApiJson.Compact.IncidentReport,
            Refusals = [404, 503],
        },
    ];

    /// <summary>An incident with what mutes it.</summary>
    public static IncidentReport Report(Incident incident, MuteBook book, DateTimeOffset now)
    {
        var isOver = incident.Phase is IncidentPhase.Resolved;
        return IncidentReport.From(incident) with
        {
            Muted = !isOver && book.Over(incident, now) is { } mute ? MuteReport.From(mute) : null,
            Acknowledgement = book.AcknowledgementOf(incident, now) is { } known
                ? AcknowledgementReport.From(known)
                : null,
        };
    }

    static Task List(HttpContext context)
    {
        var (all, state) = (context.Request.Query["all"].ToString(), context.Request.Query["state"].ToString());
        if (all is not ("" or "true" or "false"))
            return context.Error(StatusCodes.Status400BadRequest, $"all={all} is neither true nor false.");
        if (
            IncidentStates.Parse(
                state.Length > 0 ? state
                : all == "true" ? "all"
                : "open"
            )
            is not { } wanted
        )
            return context.Error(400, $"state={state} is none of {IncidentStates.Words}.");
        var cluster = context.Request.Query["cluster"].ToString();
        if (Paging.Of(context.Request) is not { } paging)
            return Paging.Refuse(context);
        try
        {
            var part = context.Service<IncidentHistory>()(
                new(wanted, cluster.Length == 0 ? null : cluster),
                paging.Limit,
                paging.After
            );
            if (part.Count > 0)
                paging.Link(context, part.Count, part[^1].Key);
            var (book, now) = (context.Service<MuteBook>(), context.Service<TimeProvider>().GetUtcNow());
            return context.Json(
                [.. part.Select(incident => Report(incident, book, now))],
                ApiJson.Compact.IReadOnlyListIncidentReport
            );
        }
        catch (JournalException fault)
        {
            return context.Error(StatusCodes.Status503ServiceUnavailable, fault.Message);
        }
    }

    static Task One(HttpContext context)
    {
        var key = context.Named("id");
        try
        {
            return context.Service<IncidentLookup>()(key) is { } found
                ? context.Json(
                    Report(found, context.Service<MuteBook>(), context.Service<TimeProvider>().GetUtcNow()),
                    ApiJson.Compact.IncidentReport
                )
                : context.Error(404, NoSuch(key));
        }
        catch (JournalException fault)
        {
            return context.Error(503, fault.Message);
        }
    }

    public static string NoSuch(string key) =>
        $"There is no incident '{key}'. /api/v1/incidents?all=true lists those that are kept.";
}
