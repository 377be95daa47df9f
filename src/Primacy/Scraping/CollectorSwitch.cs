namespace Primacy.Scraping;

/// <summary>A built-in collector that the configuration switches.</summary>
internal sealed record CollectorSwitch(string Name, bool IsOn);
