using Primacy.Exposition;

namespace Primacy.Scraping.Collecting;

/// <summary>What a <see cref="ViewCollector"/> asks servers of one major version.</summary>
/// <param name="Sql">The question: first the labels, then the numbers.</param>
/// <param name="Numbers">What each number becomes.</param>
internal sealed record View(string Sql, IReadOnlyList<Family> Numbers);
