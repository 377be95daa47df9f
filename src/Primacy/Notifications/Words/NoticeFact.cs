namespace Primacy.Notifications.Words;

/// <summary>One thing to know, a line each.</summary>
internal sealed record NoticeFact(string Name, string Text);
