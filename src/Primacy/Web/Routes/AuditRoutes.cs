using Primacy.Acting;
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

    static Task List(HttpContext context) =>
        new NumberedList<AuditEntry, AuditReport>(
            "an entry",
            context.Service<Acts>().Audit,
            entry => entry.Id,
            AuditReport.Of,
            ApiJson.Compact.IReadOnlyListAuditReport
        ).AnswerAsync(context);
}
