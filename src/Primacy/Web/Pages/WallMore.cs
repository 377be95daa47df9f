namespace Primacy.Web.Pages;

/// <summary>What the wall does not show of what is broken, and what is searched for.</summary>
internal sealed record WallMore
{
    public required string Search { get; init; }

    public required int Matching { get; init; }

    public required int All { get; init; }

    public required int BrokenNotShown { get; init; }

    public required int BrokenNotMatching { get; init; }

    public IEnumerable<string> Sentences
    {
        get
        {
            if (All == 0)
                yield return "No cluster is watched. Name one in the configuration and reload.";
            if (BrokenNotShown > 0)
            {
                yield return $"{BrokenNotShown} more in trouble {Are(BrokenNotShown)} not shown here: search for a name "
                    + "or a label.";
            }
            if (Search.Length > 0 && All > 0)
                yield return $"{Matching} of {All} clusters fit the search.";
            if (BrokenNotMatching > 0)
                yield return $"{BrokenNotMatching} in trouble {(BrokenNotMatching == 1 ? "does" : "do")} not fit it.";
        }
    }

    static string Are(int count) => count == 1 ? "is" : "are";
}
