namespace Primacy.Web.Pages;

/// <summary>An instance in the drawing of who follows whom.</summary>
internal sealed record TopologyNode
{
    public const int Width = 158;
    public const int Height = 58;

    const int NameMax = 16;

    public required string FullName { get; init; }

    /// <summary>What it is: "primary", "standby", "no answer".</summary>
    public required string Role { get; init; }

    /// <summary>keep, goes, primary, standby, lost, silent or foreign: how it is drawn.</summary>
    public required string Tone { get; init; }

    /// <summary>"timeline 2 at 0/3000180", or why there is no answer.</summary>
    public required string Detail { get; init; }

    public required int X { get; init; }

    public required int Y { get; init; }

    public string Name => Texts.Cut(FullName, NameMax);

    public int MiddleY => Y + Height / 2;

    public int RightX => X + Width;
}
