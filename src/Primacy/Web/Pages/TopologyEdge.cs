namespace Primacy.Web.Pages;

/// <summary>A line of the drawing from whoever is followed to whoever follows.</summary>
/// <param name="Path">The d of an SVG path.</param>
/// <param name="Tone">streams, doubtful or cut.</param>
/// <param name="Sentence">The same in words.</param>
/// <param name="CutX">Where the sign of a cut stands.</param>
/// <param name="CutY">How far down.</param>
internal sealed record TopologyEdge(string Path, string Tone, string Sentence, int CutX, int CutY)
{
    public bool IsCut => Tone == "cut";
}
