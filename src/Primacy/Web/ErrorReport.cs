using System.Text.Json.Serialization;

namespace Primacy.Web;

/// <summary>Why a request was not granted, as RFC 9457 has it. See https://www.rfc-editor.org/rfc/rfc9457.</summary>
/// <param name="Title">What the status means.</param>
/// <param name="Status">The status.</param>
/// <param name="Detail">The reasons in one text.</param>
/// <param name="Errors">The reasons, a sentence each.</param>
internal sealed record ErrorReport(string Title, int Status, string Detail, IReadOnlyList<string> Errors)
{
    public const string ContentType = "application/problem+json";

    /// <summary>That the title says what kind it is.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = "about:blank";
}
