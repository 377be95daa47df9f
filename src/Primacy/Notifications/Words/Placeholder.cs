namespace Primacy.Notifications.Words;

/// <summary>A place in a user's own words.</summary>
/// <param name="Name">What stands between the braces.</param>
/// <param name="Of">What is filled in; empty where there is no such thing.</param>
internal sealed record Placeholder(string Name, Func<Notice, string> Of);
