namespace Primacy.Cli;

/// <summary>A line of the wall on a terminal.</summary>
/// <param name="Text">What it says, fit to be shown whoever chose its words.</param>
/// <param name="Tone">The word by which it is coloured; empty for none.</param>
internal readonly record struct TopLine(string Text, string Tone = "");
