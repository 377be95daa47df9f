using Primacy.Acting;
using Primacy.Incidents;
using Primacy.Watching;
using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>Incidents of all clusters.</summary>
internal static class IncidentRoutes
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/api/v1/incidents", "Incidents that are open, the newest first.", Replies.Guarded(List))
        {
            Id = "listIncidents",
            Parameters =
            [
                new("all", "query", "boolean", "Those that are over, too."),
                ApiParameter.Limit,
                ApiParameter.After,
            ],
            Answer = ApiJson.Compact.IReadOnlyListIncidentReport,
            Refusals = [400, 503],
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
        var all = context.Request.Query["all"].ToString();
        if (all is not ("" or "true" or "false"))
            return context.Error(StatusCodes.Status400BadRequest, $"all={all} is neither true nor false.");
        if (Paging.Of(context.Request) is not { } paging)
            return Paging.Refuse(context);
        try
        {
            var part = context.Service<IncidentHistory>()(all == "true", paging.Limit, paging.After);
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
}
