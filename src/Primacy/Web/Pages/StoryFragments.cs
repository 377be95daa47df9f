using AspNetCoreGeneratedDocument;

namespace Primacy.Web.Pages;

/// <summary>The compiled templates of the pages about incidents.</summary>
internal static class StoryFragments
{
    public static IResult Of(IncidentsModel page) =>
        (IResult)Fragments.Safe(new Web_Slices_IncidentsPage { Model = page });

    public static IResult Of(StoryModel page) => (IResult)Fragments.Safe(new Web_Slices_Incident { Model = page });

    public static IResult Of(ThenModel page) => (IResult)Fragments.Safe(new Web_Slices_Then { Model = page });
}
