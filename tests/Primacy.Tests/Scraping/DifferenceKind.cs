namespace Primacy.Tests.Scraping;

/// <summary>How the two exporters differ in a metric.</summary>
internal enum DifferenceKind
{
    /// <summary>Only postgres_exporter has it.</summary>
    Missing,

    /// <summary>Only we have it.</summary>
    Extra,

    /// <summary>Its series or values differ.</summary>
    Other,
}
