using Primacy.Muting;

namespace Primacy.Web.Api;

/// <summary>A silence as <c>/api/v1/silences</c> serves it.</summary>
internal sealed record SilenceReport
{
    public required string Id { get; init; }

    /// <summary>pending, active or expired.</summary>
    public required string State { get; init; }

    public required IReadOnlyList<MatcherReport> Matchers { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public required string CreatedBy { get; init; }

    public required string Comment { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static SilenceReport From(Silence silence, DateTimeOffset now) =>
        new()
        {
            Id = silence.Id,
            State = silence.PhaseAt(now).Word,
            Matchers = [.. silence.Matchers.Select(MatcherReport.From)],
            StartsAt = silence.StartsAt,
            EndsAt = silence.EndsAt,
            CreatedBy = silence.CreatedBy,
            Comment = silence.Comment,
            CreatedAt = silence.CreatedAt,
        };
}
