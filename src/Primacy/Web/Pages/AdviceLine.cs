namespace Primacy.Web.Pages;

/// <summary>A line of what to do.</summary>
/// <param name="Title">What it is about: "Keep db2".</param>
/// <param name="Text">The reason or the rest of the sentence.</param>
/// <param name="Tone">plain, good, doubtful or grave.</param>
internal sealed record AdviceLine(string Title, string Text, string Tone);
