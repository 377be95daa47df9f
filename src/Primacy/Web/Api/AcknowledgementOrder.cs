namespace Primacy.Web.Api;

/// <summary>What whoever acknowledges an incident sends.</summary>
internal sealed record AcknowledgementOrder
{
    public required string Why { get; init; }

    public required DateTimeOffset Until { get; init; }
}
