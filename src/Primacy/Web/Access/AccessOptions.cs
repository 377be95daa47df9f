namespace Primacy.Web.Access;

/// <summary>Who may do what.</summary>
internal sealed record AccessOptions
{
    public static AccessOptions None { get; } = new();

    /// <summary>Whether whoever reads has to say who he is, too.</summary>
    public bool IsReadingGuarded { get; init; }

    public EquatableArray<AccessToken> Tokens { get; init; }

    /// <summary>The proxy whose word on who somebody is counts; null when none's does.</summary>
    public ProxyOptions? Proxy { get; init; }

    /// <summary>Who may act of those that the listener or a proxy knows; empty for all of them.</summary>
    public EquatableArray<string> Actors { get; init; }

    public bool MayAct(string name) => Actors.Count == 0 || Actors.Contains(name);
}
