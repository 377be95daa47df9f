using AspNetCoreGeneratedDocument;
using RazorSlices;

namespace Primacy.Web.Pages;

/// <summary>The compiled templates, which encode whatever they are given.</summary>
internal static class Fragments
{
    public static RazorSlice Of(PageModel page) => Safe(new Web_Slices_Page { Model = page });

    public static RazorSlice Of(ClusterCard card) => Safe(new Web_Slices_Cluster { Model = card });

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

    static RazorSlice Safe(RazorSlice slice)
    {
        slice.HtmlEncoder = VisibleText.Encoder;
        return slice;
    }
}
