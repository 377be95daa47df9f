using System.Globalization;

namespace Primacy.Web.Pages;

/// <summary>A bar of a lane, in per cent of the width.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Width">How long it is.</param>
/// <param name="Tone">How it is coloured.</param>
/// <param name="Word">What stands in it where there is room.</param>
/// <param name="Title">What it is, from when to when; null where there are too many to tell.</param>
internal sealed record LaneBar(double Start, double Width, string Tone, string Word, string? Title)
{
    public string X => Percent(Start);

    public string W => Percent(Width);

    public static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}%");
}
