namespace Primacy.Web.Api;

/// <summary>Something the role may not see.</summary>
/// <param name="What">What stays hidden.</param>
/// <param name="Grant">The statement that would show it.</param>
internal sealed record MissingReport(string What, string Grant);
