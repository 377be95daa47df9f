using Primacy.Explaining;

namespace Primacy.Scenarios;

/// <summary>
/// Writes an explanation to a story: each statement with its mark, and behind it whom it is about, those that it is
/// made of further in.
/// </summary>
static class ExplanationTeller
{
    public static IEnumerable<string> Lines(Explanation explanation) =>
        [
            .. Part("seen", explanation.Seen),
            .. Part("follows", explanation.Follows),
            .. Part("missing", explanation.Missing),
        ];

    static IEnumerable<string> Part(string title, EquatableArray<Statement> statements) =>
        statements.Count > 0 ? [title, .. statements.SelectMany(statement => Lines(statement, 1))] : [];

    static IEnumerable<string> Lines(Statement statement, int depth)
    {
        var about = statement.About is { } instance ? $" [{instance}]" : "";
        return
        [
            $"{new string(' ', 2 * depth)}{Sign(statement.Mark)} {statement.Text}{about}",
            .. statement.Below.SelectMany(below => Lines(below, depth + 1)),
        ];
    }

    static char Sign(Mark mark) =>
        mark switch
        {
            Mark.Good => '+',
            Mark.Grave => '!',
            Mark.Doubtful => '?',
            _ => '-',
        };
}
