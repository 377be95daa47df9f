namespace Primacy.Scenarios;

/// <summary>One step of a story: what happens, and what Primacy says to it.</summary>
sealed record ScenarioBlock(IReadOnlyList<string> Prelude, IReadOnlyList<string> Input, IReadOnlyList<string> Expected);
