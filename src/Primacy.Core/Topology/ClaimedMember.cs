namespace Primacy.Topology;

/// <summary>What a manager says of one server.</summary>
/// <param name="Name">The manager's name for it.</param>
/// <param name="Host">Where the manager says it is; null when it does not say.</param>
/// <param name="Port">Its port; null when the manager does not say.</param>
/// <param name="Role">The role the manager gives it; null when it gives none.</param>
/// <param name="State">The manager's own word for its role and state.</param>
public sealed record ClaimedMember(string Name, string? Host, int? Port, Role? Role, string State);
