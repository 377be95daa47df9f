using Primacy.Web.Live;

namespace Primacy.Web.Pages;

/// <summary>The wall: every cluster, the broken ones first.</summary>
internal sealed record WallModel
{
    public required WallQuery Query { get; init; }

    public required LivePage Page { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Who looks at it and may act; null when he may not.</summary>
    public string? Actor { get; init; }

    /// <summary>What this replica is to the others; null when it is the only one.</summary>
    public string? Leadership { get; init; }

    /// <summary>Whether whoever looks may say who he is.</summary>
    public bool MaySignIn { get; init; }

    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    public string EventsAt => $"/events{Query.Address}";

    /// <summary>Where a browser without a script goes on.</summary>
    public string ItselfAt => $"/{Query.Address}";
}
