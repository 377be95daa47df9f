namespace Primacy.Web.Access;

/// <summary>
/// A name that was proven before the request came here, by the listener's own passwords or certificates: whatever
/// proves one sets it as a feature of the request.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="How">What proved it: "basic", "certificate".</param>
internal sealed record ProvenName(string Name, string How);
