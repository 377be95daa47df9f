namespace Primacy.Acting;

/// <summary>Somebody who does something.</summary>
/// <param name="Name">As he is known here.</param>
/// <param name="How">What showed that it is he: "token", "basic", "proxy".</param>
/// <param name="From">The address that he came from.</param>
internal sealed record Actor(string Name, string How, string From);
