using System.Globalization;
using Primacy.Acting;
using Primacy.Watching;
using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>Who did what.</summary>
internal static class AuditRoutes
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/api/v1/audit", "Who did what, from where and why, the newest first.", Replies.Guarded(List))
        {
            Id = "listAudit",
            Parameters = [ApiParameter.Limit, ApiParameter.After],
            Answer = ApiJson.Compact.IReadOnlyListAuditReport,
            Refusals = [400, 503],
        },
    ];

    static Task List(HttpContext context)
    {
        if (Paging.Of(context.Request) is not { } paging)
            return Paging.Refuse(context);
        var before = 0L;
        if (
            paging.After is { } after
            && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before)
        )
            return context.Error(400, $"after={after} is no number of an entry.");
        try
        {
            var part = context.Service<Acts>().Audit(paging.After is null ? null : before, paging.Limit);
            if (part.Count > 0)
                paging.Link(context, part.Count, part[^1].Id.ToString(CultureInfo.InvariantCulture));
            return context.Json([.. part.Select(AuditReport.Of)], ApiJson.Compact.IReadOnlyListAuditReport);
        }
        catch (JournalException fault)
        {
            return context.Error(503, fault.Message);
        }
    }
}
