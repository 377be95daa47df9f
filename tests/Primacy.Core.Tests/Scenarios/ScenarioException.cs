namespace Primacy.Scenarios;

/// <summary>A scenario that cannot be read: which line, and what is wrong with it.</summary>
sealed class ScenarioException(string message) : Exception(message);
