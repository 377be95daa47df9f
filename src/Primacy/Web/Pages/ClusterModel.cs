using Primacy.Web.Live;

namespace Primacy.Web.Pages;

/// <summary>The page of one cluster.</summary>
internal sealed record ClusterModel
{
    public required string Name { get; init; }

    public required int Hours { get; init; }

    public required LivePage Page { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Who looks at it and may act; null when he may not.</summary>
    public string? Actor { get; init; }

    /// <summary>Whether whoever looks may say who he is.</summary>
    public bool MaySignIn { get; init; }

    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    public string EventsAt => $"/clusters/{Uri.EscapeDataString(Name)}/events?hours={Hours}";
}
