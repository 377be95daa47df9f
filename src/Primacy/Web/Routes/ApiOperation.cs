using System.Text.Json.Serialization.Metadata;

namespace Primacy.Web.Routes;

/// <summary>
/// One thing that can be asked of the API. What is served is made from this, and so is its description, so that neither
/// knows more than the other.
/// </summary>
internal sealed record ApiOperation(string Method, string Path, string Summary, RequestDelegate Handler)
{
    /// <summary>How generated clients call it.</summary>
    public required string Id { get; init; }

    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>The shape of what is sent; null when nothing is.</summary>
    public JsonTypeInfo? Body { get; init; }

    /// <summary>The shape of the answer; null when it is a text.</summary>
    public JsonTypeInfo? Answer { get; init; }

    /// <summary>Whether it changes something, so that whoever asks has to be known.</summary>
    public bool IsAct { get; init; }

    /// <summary>What it may be refused with, besides what every act is.</summary>
    public IReadOnlyList<int> Refusals { get; init; } = [];
}
