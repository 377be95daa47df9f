namespace Primacy.Configuration.Libpq;

/// <summary>What Primacy makes of a keyword.</summary>
internal abstract record KeywordUse
{
    KeywordUse() { }

    /// <summary>It does what libpq's users expect.</summary>
    public sealed record Honoured : KeywordUse;

    /// <summary>It changes nothing that a probe does, and leaving it out makes nothing less safe.</summary>
    /// <param name="Why">Why it does not matter here.</param>
    public sealed record Ignored(string Why) : KeywordUse;

    /// <summary>Some of its values ask for nothing that is not so anyway; the others are refused.</summary>
    /// <param name="Values">The values that are accepted.</param>
    /// <param name="Why">Why the others are not.</param>
    public sealed record Only(string[] Values, string Why) : KeywordUse;

    /// <summary>It cannot be honoured, and going on without it would surprise.</summary>
    /// <param name="Why">Why not, and what to do instead.</param>
    public sealed record Refused(string Why) : KeywordUse;
}
