using Primacy.Explaining;

namespace Primacy.Web.Api;

/// <summary>A statement of an explanation and what stands beneath it.</summary>
/// <param name="Text">The statement as a sentence.</param>
/// <param name="Mark">plain, good, doubtful or grave.</param>
/// <param name="Instance">The instance it is about; null when it is about several or the cluster.</param>
/// <param name="Below">What it is made of.</param>
internal sealed record StatementReport(string Text, string Mark, string? Instance, IReadOnlyList<StatementReport> Below)
{
    public static StatementReport From(Statement statement) =>
        new(statement.Text, statement.Mark.Word, statement.About?.Name, [.. statement.Below.Select(From)]);
}
