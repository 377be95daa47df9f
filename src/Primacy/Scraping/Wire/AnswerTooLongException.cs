namespace Primacy.Scraping.Wire;

/// <summary>A query has more to say than anybody wants on a page of metrics. What is left of it is not read.</summary>
internal sealed class AnswerTooLongException()
    : Exception(FormattableString.Invariant($"its answer has more than {RowsMax} rows or {BytesMax} bytes"))
{
    public const int RowsMax = 100_000;

    public const int BytesMax = 16 * 1024 * 1024;
}
