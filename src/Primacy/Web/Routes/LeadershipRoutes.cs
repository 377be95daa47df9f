using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>Which of several replicas notifies.</summary>
internal static class LeadershipRoutes
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(
            "GET",
            "/api/v1/leadership",
            "Which of several replicas notifies, and what this one is.",
            Replies.Guarded(context =>
                context.Json(context.Service<LeadershipState>()(), ApiJson.Compact.LeadershipReport)
            )
        )
        {
            Id = "getLeadership",
            Answer = ApiJson.Compact.LeadershipReport,
        },
    ];
}
