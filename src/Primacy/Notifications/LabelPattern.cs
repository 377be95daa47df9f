namespace Primacy.Notifications;

/// <summary>A label that a cluster must have.</summary>
internal sealed record LabelPattern(string Name, Glob Value);
