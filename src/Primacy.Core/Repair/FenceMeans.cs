namespace Primacy.Repair;

/// <summary>A way to stop the server that should go, and what it says of this one.</summary>
public sealed record FenceMeans(string Name, FenceEffect Effect, Offer Offer);
