using AspNetCoreGeneratedDocument;
using RazorSlices;

namespace Primacy.Web.Pages;

/// <summary>The compiled templates, which encode whatever they are given.</summary>
internal static class Fragments
{
    public static RazorSlice Of(WallModel page) => Safe(new Web_Slices_Wall { Model = page });

    public static RazorSlice Of(TallyWords tally) => Safe(new Web_Slices_WallTally { Model = tally });

    public static RazorSlice Of(WallCard card) => Safe(new Web_Slices_WallCard { Model = card });

    public static RazorSlice Of(WallMore more) => Safe(new Web_Slices_WallMore { Model = more });

    public static RazorSlice Of(WallTurn turn) => Safe(new Web_Slices_WallTurn { Model = turn });

    public static RazorSlice Of(WallTile tile) => Safe(new Web_Slices_WallTile { Model = tile });

    public static RazorSlice Of(ClusterModel page) => Safe(new Web_Slices_ClusterPage { Model = page });

    public static RazorSlice Of(VerdictModel verdict) => Safe(new Web_Slices_Verdict { Model = verdict });

    public static RazorSlice Of(ForkDrawing fork) => Safe(new Web_Slices_Fork { Model = fork });

    public static RazorSlice Of(TopologyDrawing topology) => Safe(new Web_Slices_Topology { Model = topology });

    public static RazorSlice Of(LanesDrawing lanes) => Safe(new Web_Slices_Lanes { Model = lanes });

    public static RazorSlice Of(InstanceTable table) => Safe(new Web_Slices_Instances { Model = table });

    public static RazorSlice Of(ClaimTable table) => Safe(new Web_Slices_Claims { Model = table });

    public static RazorSlice Of(IncidentList incidents) => Safe(new Web_Slices_Incidents { Model = incidents });

    public static RazorSlice Of(EvidenceList evidence) => Safe(new Web_Slices_Evidence { Model = evidence });

    public static RazorSlice Of(EvidenceNode node) => Safe(new Web_Slices_Statement { Model = node });

    public static RazorSlice Of(AcknowledgeModel page) => Safe(new Web_Slices_Acknowledge { Model = page });

    public static RazorSlice Of(SilencesModel page) => Safe(new Web_Slices_Silences { Model = page });

    public static RazorSlice Of(PlanModel plan) => Safe(new Web_Slices_Plan { Model = plan });

    public static RazorSlice Words(PlanModel plan) => Safe(new Web_Slices_PlanWords { Model = plan });

    public static RazorSlice Of(ApproveModel page) => Safe(new Web_Slices_Approve { Model = page });

    /// <summary>A template that shows what hides and what turns the direction of reading.</summary>
    public static RazorSlice Safe(RazorSlice slice)
    {
        slice.HtmlEncoder = VisibleText.Encoder;
        return slice;
    }
}
