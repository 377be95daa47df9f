namespace Primacy.Repair;

/// <summary>What could be done, as it was found by asking.</summary>
/// <param name="Branch">Whether the loser's branch can be kept.</param>
/// <param name="Fences">The ways to stop it, in the order that limits harm.</param>
public sealed record Means(Offer Branch, EquatableArray<FenceMeans> Fences);
