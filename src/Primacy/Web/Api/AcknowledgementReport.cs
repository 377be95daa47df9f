using Primacy.Muting;

namespace Primacy.Web.Api;

/// <summary>That somebody knows of an incident, as the API serves it.</summary>
internal sealed record AcknowledgementReport
{
    /// <summary>The incident's key.</summary>
    public required string Incident { get; init; }

    public required string By { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset Until { get; init; }

    public static AcknowledgementReport From(Acknowledgement known) =>
        new()
        {
            Incident = known.Incident.Key,
            By = known.By,
            Why = known.Why,
            At = known.At,
            Until = known.Until,
        };
}
