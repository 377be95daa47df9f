namespace Primacy.Tests.Notifications.Contract;

/// <summary>A request that was taken.</summary>
sealed record HttpPosted(string Path, IReadOnlyDictionary<string, string> Headers, string Body);
