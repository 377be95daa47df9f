namespace Primacy.Scraping;

/// <summary>A label that every scraped sample has.</summary>
internal sealed record ConstantLabel(string Name, string Value);
