using RazorSlices;

namespace Primacy.Web.Pages;

/// <summary>The compiled templates, which encode whatever they are given.</summary>
internal static class Fragments
{
    public static RazorSlice Of(PageModel page) => new AspNetCoreGeneratedDocument.Web_Slices_Page { Model = page };

    public static RazorSlice Of(ClusterCard card) =>
        new AspNetCoreGeneratedDocument.Web_Slices_Cluster { Model = card };

    public static RazorSlice Of(ForkDrawing fork) => new AspNetCoreGeneratedDocument.Web_Slices_Fork { Model = fork };

    public static RazorSlice Of(AcknowledgeModel page) =>
        new AspNetCoreGeneratedDocument.Web_Slices_Acknowledge { Model = page };

    public static RazorSlice Of(SilencesModel page) =>
        new AspNetCoreGeneratedDocument.Web_Slices_Silences { Model = page };

    public static RazorSlice Of(EvidenceNode node) =>
        new AspNetCoreGeneratedDocument.Web_Slices_Statement { Model = node };
}
