namespace Primacy.Web.Pages;

/// <summary>A place on the time line with its words.</summary>
internal sealed record LaneTick(double At, string Text)
{
    public string X => LaneBar.Percent(At);

    /// <summary>On which side of the place the words stand, so that they stay within the picture.</summary>
    public string Anchor =>
        At switch
        {
            < 4 => "start",
            > 96 => "end",
            _ => "middle",
        };
}
