namespace Primacy.Analysis;

/// <summary>
/// What a detector says: there, not there, or not to be told. The third keeps an incident open, because alerts fail
/// open: what cannot be seen has not ended.
/// </summary>
public abstract record Detection
{
    Detection() { }

    public static Detection NotThere { get; } = new Absent();

    /// <summary>The condition holds.</summary>
    public sealed record Present(Verdict Verdict) : Detection;

    /// <summary>The evidence shows that it does not hold.</summary>
    public sealed record Absent : Detection;

    /// <summary>The evidence is not enough to say either.</summary>
    public sealed record Undetermined(string Why) : Detection;
}
