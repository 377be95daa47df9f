using Primacy.Exposition;

namespace Primacy.Scraping.Queries;

/// <summary>A column that becomes a metric.</summary>
/// <param name="Column">What is configured of it.</param>
/// <param name="Family">Its family; null where the name belongs to somebody else.</param>
internal sealed record QueryMetric(CustomColumn Column, Family? Family);
