using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>What a declared member or a manager says in the question which primary to keep.</summary>
/// <param name="Voter">The member's name, or the manager and where it was asked.</param>
/// <param name="For">The primary it stands behind; null when it stands behind none, or cannot be asked.</param>
/// <param name="Why">The reason, as the end of a sentence that begins with the voter.</param>
/// <param name="Weight">How much it counts.</param>
public sealed record Vote(string Voter, InstanceId? For, string Why, VoteWeight Weight);
