using System.Globalization;
using Primacy.Explaining;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>A statement on the page and what unfolds beneath it.</summary>
/// <param name="Key">Where it stands in the tree, by which the page's script keeps it folded or unfolded.</param>
/// <param name="Text">The statement.</param>
/// <param name="Tone">plain, good, doubtful or grave.</param>
/// <param name="Below">What it is made of.</param>
internal sealed record EvidenceNode(string Key, string Text, string Tone, IReadOnlyList<EvidenceNode> Below)
{
    /// <summary>What is grave is unfolded at first: it is what one came for.</summary>
    public bool IsOpen => Tone == "grave" && Key.StartsWith("follows", StringComparison.Ordinal);

    public static IReadOnlyList<EvidenceNode> Of(string key, EquatableArray<Statement> statements) =>
        [
            .. statements.Select(
                (one, i) =>
                {
                    var own = string.Create(CultureInfo.InvariantCulture, $"{key}-{i}");
                    return new EvidenceNode(own, one.Text, one.Mark.Word, Of(own, one.Below));
                }
            ),
        ];
}
