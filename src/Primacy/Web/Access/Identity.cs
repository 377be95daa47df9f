namespace Primacy.Web.Access;

/// <summary>Who sends a request, as far as it has been shown.</summary>
/// <param name="Name">As he is known here, and called in the audit log.</param>
/// <param name="How">What showed it: "token", "basic", "proxy".</param>
/// <param name="MayAct">Whether he may do more than read.</param>
internal sealed record Identity(string Name, string How, bool MayAct);
