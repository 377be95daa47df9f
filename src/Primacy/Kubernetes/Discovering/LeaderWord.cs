namespace Primacy.Kubernetes.Discovering;

/// <summary>Who leads, by the word of a manager that is kept in an object.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="What">What it is called there.</param>
/// <param name="Renewal">
/// A word that changes as long as the manager is at work; null where it speaks only when something changes.
/// </param>
internal sealed record LeaderWord(string Pod, string What, string? Renewal);
