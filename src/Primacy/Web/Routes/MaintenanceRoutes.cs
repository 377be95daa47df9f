using Primacy.Acting;
using Primacy.Muting;
using Primacy.Web.Access;
using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>Maintenance windows.</summary>
internal static class MaintenanceRoutes
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/api/v1/maintenance", "Maintenance windows that have not ended.", Replies.Guarded(List))
        {
            Id = "listMaintenance",
            Parameters =
            [
                new("all", "query", "boolean", "Those that have ended, too."),
                ApiParameter.Limit,
                ApiParameter.After,
            ],
            Answer = ApiJson.Compact.IReadOnlyListMaintenanceReport,
            Refusals = [400],
        },
        new("POST", "/api/v1/maintenance", "Plan work at a cluster.", Rights.Acting(PlanAsync))
        {
            Id = "planMaintenance",
            Body = ApiJson.Strict.MaintenanceOrder,
            Answer = ApiJson.Compact.MaintenanceReport,
            IsAct = true,
            Refusals = [400, 415, 422, 503],
        },
        new("DELETE", "/api/v1/maintenance/{id}", "End a window now.", Rights.Acting(End))
        {
            Id = "endMaintenance",
            Parameters = [new("id", "path", "string", "The window's id."), ApiParameter.Why],
            Answer = ApiJson.Compact.MaintenanceReport,
            IsAct = true,
            Refusals = [404, 503],
        },
    ];

    /// <summary>All windows as of now, the last to begin first; of those that recur the newest.</summary>
    public static IReadOnlyList<MaintenanceReport> Reports(Mutes mutes, bool isAll, DateTimeOffset now) =>
        [
            .. mutes
                .Windows.Select(window => MaintenanceReport.Of(window, isRecurring: false, now))
                .Concat(
                    mutes
                        .Recurring.Select(one => one.Newest(now))
                        .OfType<MaintenanceWindow>()
                        .Select(window => MaintenanceReport.Of(window, isRecurring: true, now))
                )
                .Where(window => isAll || window.Until > now)
                .OrderByDescending(window => window.From)
                .ThenBy(window => window.Id, StringComparer.Ordinal),
        ];

    static Task List(HttpContext context)
    {
        if (Paging.Of(context.Request) is not { } paging)
            return Paging.Refuse(context);
        var isAll = context.Request.Query["all"] == "true";
        var all = Reports(context.Service<MuteBook>().Mutes, isAll, Now(context));
        var part = paging.Part(all, one => one.Id);
        if (part.Count > 0)
            paging.Link(context, part.Count, part[^1].Id);
        return context.Json(part, ApiJson.Compact.IReadOnlyListMaintenanceReport);
    }

    static async Task PlanAsync(HttpContext context, Actor actor)
    {
        if (await Bodies.ReadAsync(context, ApiJson.Strict.MaintenanceOrder) is { } order)
            await context.ActAsync(
                acts => acts.Plan(Window(order, actor, Now(context)), actor),
                done => MaintenanceReport.Of(done, isRecurring: false, Now(context)),
                ApiJson.Compact.MaintenanceReport
            );
    }

    static Task End(HttpContext context, Actor actor) =>
        context.ActAsync(
            acts => acts.EndMaintenance(context.Named("id"), context.Why(), actor),
            done => MaintenanceReport.Of(done, isRecurring: false, Now(context)),
            ApiJson.Compact.MaintenanceReport
        );

    static MaintenanceWindow Window(MaintenanceOrder order, Actor actor, DateTimeOffset now) =>
        new()
        {
            Id = Guid.NewGuid().ToString(),
            Cluster = order.Cluster,
            From = order.From?.ToUniversalTime() ?? now,
            Until = order.Until.ToUniversalTime(),
            By = actor.Name,
            Reason = order.Reason,
        };

    static DateTimeOffset Now(HttpContext context) => context.Service<TimeProvider>().GetUtcNow();
}
