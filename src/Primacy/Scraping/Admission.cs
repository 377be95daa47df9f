namespace Primacy.Scraping;

/// <summary>Whether a target that was asked for is scraped.</summary>
/// <param name="Target">Which that is; null where it is not.</param>
/// <param name="Refusal">What is the matter with it, to be read behind its name.</param>
/// <param name="IsCrowded">Whether it would be at another time.</param>
internal sealed record Admission(ScrapeTarget? Target, string Refusal = "", bool IsCrowded = false);
