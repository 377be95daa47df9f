namespace Primacy.Web.Pages;

/// <summary>A branch with its place in the drawing.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Path">Its line, as the d of an SVG path.</param>
/// <param name="TextX">Where its words begin.</param>
/// <param name="EndX">Where its line ends.</param>
/// <param name="Y">How far down it runs.</param>
internal sealed record DrawnBranch(ForkBranch Branch, string Path, int TextX, int EndX, int Y);
