namespace Primacy.Web.Pages;

/// <summary>One instance's lane.</summary>
/// <param name="Name">The instance.</param>
/// <param name="Now">What it is now, in words.</param>
/// <param name="Y">Where its name stands; its bars are below.</param>
/// <param name="Bars">What it was when.</param>
/// <param name="Switches">Where it was on a new timeline.</param>
internal sealed record DrawnLane(
    string Name,
    string Now,
    int Y,
    IReadOnlyList<LaneBar> Bars,
    IReadOnlyList<LaneTick> Switches
)
{
    /// <summary>How far from its left edge a bar's word stands, so that it hides no number of a timeline.</summary>
    public int InsetOf(LaneBar bar) => Switches.Any(change => Math.Abs(change.At - bar.Start) < 1) ? 26 : 6;
}
