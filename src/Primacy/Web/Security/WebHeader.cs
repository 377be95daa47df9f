namespace Primacy.Web.Security;

/// <summary>A header that every response has.</summary>
internal sealed record WebHeader(string Name, string Value);
