using Primacy.Acting;
using Primacy.Analysis;
using Primacy.Repairing;
using Primacy.Watching;
using Primacy.Web.Access;
using Primacy.Web.Live;
using Primacy.Web.Pages;
using Primacy.Web.Routes;
using RazorSlices;

namespace Primacy.Web;

/// <summary>Where somebody approves a plan with a browser: a plain form, which needs no script.</summary>
internal static class PlanPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/plan", Rights.AboutToAct(Rights.OfLeader(AskAsync)));
        app.MapPost("/plan", Rights.Acting(Rights.OfLeader(ActPages.Sealed(ApproveAsync))));
    }

    static Task AskAsync(HttpContext context, Actor actor) =>
        ShowAsync(
            context,
            actor,
            (context.Request.Query["cluster"].ToString(), context.Request.Query["keep"].ToString()),
            "",
            []
        );

    static async Task ApproveAsync(HttpContext context, Actor actor, IFormCollection form)
    {
        string Text(string name) => form[name].ToString().Trim();
        var (cluster, keep, reason) = (Text("cluster"), Text("keep"), Text("reason"));
        var approval = new Approval(cluster, Text("hash"), keep.Length > 0 ? keep : null, reason, actor);
        IReadOnlyList<string> refusals;
        try
        {
            switch (await context.Service<Repairs>().ApproveAsync(approval, CancellationToken.None))
            {
                case ActResult<RepairRun>.Done:
                    context.Response.StatusCode = StatusCodes.Status303SeeOther;
                    context.Response.Headers.Location = $"{Links.ToCluster(cluster)}#plan";
                    return;
                case ActResult<RepairRun>.Refused refused:
                    refusals = refused.Why;
                    break;
                case ActResult<RepairRun>.Missing missing:
                    refusals = [missing.Why];
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
        catch (JournalException fault)
        {
            refusals = [$"What cannot be written down is not done. {fault.Message}"];
        }
        context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ShowAsync(context, actor, (cluster, keep), reason, refusals);
    }

    static async Task ShowAsync(
        HttpContext context,
        Actor actor,
        (string Cluster, string Keep) of,
        string reason,
        IReadOnlyList<string> refusals
    )
    {
        var keep = of.Keep.Length > 0 ? of.Keep : null;
        ShownPlan? proposed;
        try
        {
            proposed = await context.Service<Repairs>().ProposeAsync(of.Cluster, keep, context.RequestAborted);
        }
        catch (JournalException fault)
        {
            await context.Error(StatusCodes.Status503ServiceUnavailable, [.. refusals, fault.Message]);
            return;
        }
        if (proposed is not { } shown)
        {
            await context.Error(StatusCodes.Status404NotFound, ClusterRoutes.NoSuch(context, of.Cluster));
            return;
        }
        var claimants = context.Service<SnapshotFeed>().Newest.TryGetValue(of.Cluster, out var look)
            ? PlanPiece.Claimants(look)
            : [];
        var model = new ApproveModel
        {
            Form = new ActForm(actor.Name, context.Service<FormSeals>().For(actor)),
            Plan = PlanModel.Of(shown, of.Cluster, claimants, null),
            Keep = of.Keep,
            Reason = reason,
            Refusals = refusals,
        };
        // As a result of its own the page would be answered with 200, whatever was refused.
        context.Response.ContentType = "text/html; charset=utf-8";
        var html = await Fragments.Of(model).RenderAsync(VisibleText.Encoder);
        await context.Response.WriteAsync(html, context.RequestAborted);
    }
}
