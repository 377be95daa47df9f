using Primacy.Muting;

namespace Primacy.Web.Api;

/// <summary>Why an incident is not told now.</summary>
internal sealed record MuteReport
{
    /// <summary>silence, acknowledgement or maintenance.</summary>
    public required string Kind { get; init; }

    /// <summary>Which: the silence's or window's id, the incident's key.</summary>
    public required string Id { get; init; }

    public required string By { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset Until { get; init; }

    public static MuteReport From(Mute mute) =>
        new()
        {
            Kind = mute.Kind.Word,
            Id = mute.Id,
            By = mute.By,
            Why = mute.Why,
            Until = mute.Until,
        };
}
