using Primacy.Acting;
using Primacy.Repairing;
using Primacy.Watching;
using Primacy.Web.Access;
using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>What would be done about a split, and that it is done.</summary>
internal static class PlanRoutes
{
    const string Path = "/api/v1/clusters/{name}/plan";

    static readonly ApiParameter s_name = new("name", "path", "string", "The cluster's name.");

    static readonly ApiParameter s_keep = new(
        "keep",
        "query",
        "string",
        "The primary that a person keeps, where the evidence does not decide."
    );

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", Path, "What would end the split of a cluster, or why nothing would.", Replies.Guarded(ShowAsync))
        {
            Id = "planCluster",
            Parameters = [s_name, s_keep],
            Answer = ApiJson.Compact.PlanReport,
            Refusals = [404, 503],
        },
        new(
            "POST",
            Path,
            "Approve a plan by its hash, and begin to carry it out.",
            Rights.Acting(Rights.OfLeader(ApproveAsync))
        )
        {
            Id = "approvePlan",
            Parameters = [s_name],
            Body = ApiJson.Strict.PlanOrder,
            Answer = ApiJson.Compact.RunReport,
            IsAct = true,
            Refusals = [400, 404, 409, 415, 422, 503],
        },
        new(
            "GET",
            "/api/v1/clusters/{name}/repair",
            "The plan that is being carried out, or was last, step by step.",
            Replies.Guarded(LastRun)
        )
        {
            Id = "getRepair",
            Parameters = [s_name],
            Answer = ApiJson.Compact.RunReport,
            Refusals = [404, 503],
        },
    ];

    static Task LastRun(HttpContext context)
    {
        try
        {
            return context.Service<Repairs>().RunOf(context.Named("name")) is { } run
                ? context.Json(RunReport.From(run), ApiJson.Compact.RunReport)
                : context.Error(StatusCodes.Status404NotFound, "No plan was carried out for such a cluster.");
        }
        catch (JournalException fault)
        {
            return context.Error(StatusCodes.Status503ServiceUnavailable, fault.Message);
        }
    }

    static async Task ShowAsync(HttpContext context)
    {
        var (name, keep) = (context.Named("name"), context.Request.Query["keep"].ToString());
        try
        {
            var shown = await context
                .Service<Repairs>()
                .ProposeAsync(name, keep.Length > 0 ? keep : null, context.RequestAborted);
            if (shown is null)
                await context.Error(StatusCodes.Status404NotFound, ClusterRoutes.NoSuch(context, name));
            else
                await context.Json(PlanReport.From(shown), ApiJson.Compact.PlanReport);
        }
        catch (JournalException fault)
        {
            await context.Error(StatusCodes.Status503ServiceUnavailable, fault.Message);
        }
    }

    static async Task ApproveAsync(HttpContext context, Actor actor)
    {
        if (await Bodies.ReadAsync(context, ApiJson.Strict.PlanOrder) is not { } order)
            return;
        var approval = new Approval(context.Named("name"), order.Hash, order.Keep, order.Reason, actor);
        await context.ActAsync(
            // Whoever goes away has approved all the same.
            () => context.Service<Repairs>().ApproveAsync(approval, CancellationToken.None),
            RunReport.From,
            ApiJson.Compact.RunReport
        );
    }
}
