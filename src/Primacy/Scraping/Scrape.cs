using Primacy.Exposition;

namespace Primacy.Scraping;

/// <summary>What one scrape of one server found.</summary>
/// <param name="About">The families that tell of the scrape itself.</param>
/// <param name="Batches">What each collector said, in the order of the plan's collectors.</param>
internal sealed record Scrape(SampleBatch About, IReadOnlyList<SampleBatch> Batches);
