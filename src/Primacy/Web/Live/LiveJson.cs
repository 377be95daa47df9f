using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Primacy.Web.Live;

/// <summary>What the page's script is sent.</summary>
[JsonSerializable(typeof(ChangeMessage))]
[JsonSerializable(typeof(TickMessage))]
internal sealed partial class LiveJson : JsonSerializerContext
{
    /// <summary>
    /// It is read as JSON and never stands in a page's text, so that the signs of HTML need no escapes: these would be
    /// a third of what is sent.
    /// </summary>
    public static LiveJson Compact { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
