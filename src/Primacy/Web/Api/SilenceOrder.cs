namespace Primacy.Web.Api;

/// <summary>What whoever wants a silence sends. Who he is comes from elsewhere.</summary>
internal sealed record SilenceOrder
{
    public required IReadOnlyList<MatcherReport> Matchers { get; init; }

    /// <summary>Now, if it is not said.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public required string Comment { get; init; }
}
