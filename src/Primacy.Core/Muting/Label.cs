namespace Primacy.Muting;

/// <summary>One of the names and values by which incidents are told apart: cluster="orders".</summary>
public sealed record Label(string Name, string Value);
