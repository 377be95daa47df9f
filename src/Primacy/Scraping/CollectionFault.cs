namespace Primacy.Scraping;

/// <summary>Something that a collector read and could not say.</summary>
/// <param name="Where">The family, or the column, that it concerns.</param>
/// <param name="Reason">One of the words below.</param>
internal sealed record CollectionFault(string Where, string Reason)
{
    /// <summary>Two rows have the same labels; the first was taken.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>The value is no number.</summary>
    public const string NotANumber = "not-a-number";

    /// <summary>The result has no such column.</summary>
    public const string Missing = "missing";

    /// <summary>The answer was longer than anybody wants, and what it said was dropped.</summary>
    public const string TooLong = "too-long";

    /// <summary>The label is called as another one, so that the query is not asked.</summary>
    public const string UnusableLabel = "unusable-label";

    /// <summary>The name belongs to somebody else.</summary>
    public const string Taken = "taken";
}
