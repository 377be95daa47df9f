namespace Primacy.Scenarios;

/// <summary>
/// A story as text: blocks parted by blank lines, each with input, a line of dashes and the expected output. Comments
/// and the cluster's declaration come before the first block.
/// </summary>
sealed record ScenarioFile(IReadOnlyList<ScenarioBlock> Blocks)
{
    const string Divider = "----";

    public static ScenarioFile Parse(string text)
    {
        var blocks = new List<ScenarioBlock>();
        var prelude = new List<string>();
        var paragraphs = text.ReplaceLineEndings("\n").Trim('\n').Split("\n\n");
        foreach (var paragraph in paragraphs)
        {
            string[] lines = [.. paragraph.Split('\n').Select(line => line.TrimEnd())];
            var divider = Array.IndexOf(lines, Divider);
            if (divider < 0)
            {
                prelude.AddRange([.. lines, ""]);
                continue;
            }
            blocks.Add(new([.. prelude], lines[..divider], lines[(divider + 1)..]));
            prelude.Clear();
        }
        if (prelude.Count > 0)
            throw new ScenarioException($"The last paragraph has no line '{Divider}', so nothing is expected of it.");
        return new(blocks);
    }

    public override string ToString() =>
        string.Join("\n\n", Blocks.Select(b => string.Join('\n', [.. b.Prelude, .. b.Input, Divider, .. b.Expected])))
        + "\n";
}
