using Primacy.Analysis;

namespace Primacy.Web.Pages;

/// <summary>How many clusters there are and how many of them are not well.</summary>
internal readonly record struct Tally(int All, int Ill)
{
    public static Tally Of(IEnumerable<Severity> clusters)
    {
        var (all, ill) = (0, 0);
        foreach (var severity in clusters)
        {
            all++;
            ill += severity is Severity.None ? 0 : 1;
        }
        return new Tally(all, ill);
    }

    /// <summary>What the browser's tab says: the number first, because a tab shows only the beginning.</summary>
    public string Title => Ill > 0 ? $"({Ill}) Primacy" : "Primacy";

    public string Words =>
        this switch
        {
            { All: 0 } => "",
            { All: 1, Ill: 0 } => "1 cluster, healthy",
            { Ill: 0 } => $"{All} clusters, all healthy",
            { All: 1 } => "1 of 1 cluster not healthy",
            _ => $"{Ill} of {All} clusters not healthy",
        };
}
