namespace Primacy.Scraping.Queries;

/// <summary>The number that stands for a text.</summary>
internal sealed record MappedValue(string Text, double Value);
