using Primacy.Storytelling;

namespace Primacy.Web.Api;

/// <summary>One thing in an incident's story.</summary>
internal sealed record MomentReport
{
    public required DateTimeOffset At { get; init; }

    /// <summary>seen, harm, phase, act or told.</summary>
    public required string Kind { get; init; }

    /// <summary>plain, good, doubtful or grave.</summary>
    public required string Mark { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> Details { get; init; }

    public static MomentReport From(Moment moment) =>
        new()
        {
            At = moment.At,
            Kind = moment.Kind.Word,
            Mark = moment.Mark.Word,
            Text = moment.Text,
            Details = [.. moment.Details],
        };
}
