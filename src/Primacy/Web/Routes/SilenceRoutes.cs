using Primacy.Acting;
using Primacy.Muting;
using Primacy.Web.Access;
using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>Silences.</summary>
internal static class SilenceRoutes
{
    static readonly ApiParameter s_id = new("id", "path", "string", "The silence's id.");

    static readonly ApiParameter s_all = new("all", "query", "boolean", "Those that have ended, too.");

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/api/v1/silences", "Silences, the newest first.", Replies.Guarded(List))
        {
            Id = "listSilences",
            Parameters = [s_all, ApiParameter.Limit, ApiParameter.After],
            Answer = ApiJson.Compact.IReadOnlyListSilenceReport,
            Refusals = [400],
        },
        new("POST", "/api/v1/silences", "Mute what matches for a time.", Rights.Acting(AddAsync))
        {
            Id = "addSilence",
            Body = ApiJson.Strict.SilenceOrder,
            Answer = ApiJson.Compact.SilenceReport,
            IsAct = true,
            Refusals = [400, 415, 422, 503],
        },
        new("GET", "/api/v1/silences/{id}", "One silence.", Replies.Guarded(One))
        {
            Id = "getSilence",
            Parameters = [s_id],
            Answer = ApiJson.Compact.SilenceReport,
            Refusals = [404],
        },
        new("DELETE", "/api/v1/silences/{id}", "End a silence now.", Rights.Acting(Expire))
        {
            Id = "expireSilence",
            Parameters = [s_id, ApiParameter.Why],
            Answer = ApiJson.Compact.SilenceReport,
            IsAct = true,
            Refusals = [404, 503],
        },
    ];

    static Task List(HttpContext context)
    {
        if (Paging.Of(context.Request) is not { } paging)
            return Paging.Refuse(context);
        var (now, isAll) = (Now(context), context.Request.Query["all"] == "true");
        var all = context
            .Service<MuteBook>()
            .Mutes.Silences.Where(one => isAll || one.EndsAt > now)
            .OrderByDescending(one => one.CreatedAt)
            .ThenBy(one => one.Id, StringComparer.Ordinal);
        var part = paging.Part(all, one => one.Id);
        if (part.Count > 0)
            paging.Link(context, part.Count, part[^1].Id);
        return context.Json(
            [.. part.Select(one => SilenceReport.From(one, now))],
            ApiJson.Compact.IReadOnlyListSilenceReport
        );
    }

    static Task One(HttpContext context) =>
        context.Service<MuteBook>().Mutes.Silences.FirstOrDefault(one => one.Id == context.Named("id")) is { } found
            ? context.Json(SilenceReport.From(found, Now(context)), ApiJson.Compact.SilenceReport)
            : context.Error(404, $"There is no silence '{context.Named("id")}'. /api/v1/silences lists them.");

    static async Task AddAsync(HttpContext context, Actor actor)
    {
        if (await Bodies.ReadAsync(context, ApiJson.Strict.SilenceOrder) is { } order)
            await context.ActAsync(
                acts => acts.Silence(Silence(order, actor, Now(context)), actor),
                done => SilenceReport.From(done, Now(context)),
                ApiJson.Compact.SilenceReport
            );
    }

    static Task Expire(HttpContext context, Actor actor) =>
        context.ActAsync(
            acts => acts.ExpireSilence(context.Named("id"), context.Why(), actor),
            done => SilenceReport.From(done, Now(context)),
            ApiJson.Compact.SilenceReport
        );

    static Silence Silence(SilenceOrder order, Actor actor, DateTimeOffset now) =>
        new()
        {
            Id = Guid.NewGuid().ToString(),
            Matchers = order.Matchers.Select(one => one.ToMatcher()).ToEquatableArray(),
            StartsAt = order.StartsAt?.ToUniversalTime() ?? now,
            EndsAt = order.EndsAt.ToUniversalTime(),
            CreatedBy = actor.Name,
            Comment = order.Comment,
            CreatedAt = now,
        };

    static DateTimeOffset Now(HttpContext context) => context.Service<TimeProvider>().GetUtcNow();
}
