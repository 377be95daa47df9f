namespace Primacy.Web.Pages;

/// <summary>The evidence, as far as a page has room for it.</summary>
/// <param name="Of">The verdict; as long as it stays, what the reader folded stays folded.</param>
/// <param name="Parts">What follows, what was seen, what is missing.</param>
/// <param name="LeftOut">How many statements there are besides.</param>
internal sealed record EvidenceList(string Of, IReadOnlyList<EvidencePart> Parts, int LeftOut)
{
    const int CharactersMax = 16_000;

    /// <summary>What one statement takes besides its words.</summary>
    const int Overhead = 120;

    public static EvidenceList For(string verdict, IReadOnlyList<EvidencePart> parts)
    {
        var (room, left) = (CharactersMax, 0);
        var fitting = parts.Select(part => part with { Nodes = Fit(part.Nodes) }).ToArray();
        return new EvidenceList(verdict, fitting, left);

        EvidenceNode[] Fit(IReadOnlyList<EvidenceNode> nodes)
        {
            var kept = new List<EvidenceNode>();
            foreach (var node in nodes)
            {
                var text = Texts.Cut(node.Text, Texts.SentenceMax);
                room -= text.Length + Overhead;
                if (room < 0)
                    left++;
                else
                    kept.Add(node with { Text = text, Below = Fit(node.Below) });
            }
            return [.. kept];
        }
    }
}
