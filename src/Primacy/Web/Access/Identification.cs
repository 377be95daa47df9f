namespace Primacy.Web.Access;

/// <summary>What one way of showing who somebody is says of a request.</summary>
internal abstract record Identification
{
    Identification() { }

    public static Identification Nothing { get; } = new Absent();

    /// <summary>The request says nothing that this way understands; another one may.</summary>
    public sealed record Absent : Identification;

    public sealed record Known(Identity Identity) : Identification;

    /// <summary>It says something, and that is wrong: no other way is asked.</summary>
    /// <param name="Why">A sentence that tells no secret.</param>
    public sealed record Wrong(string Why) : Identification;
}
