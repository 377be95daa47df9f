namespace Primacy.Acting;

/// <summary>What came of an act: it was done, or is refused with a sentence for each reason.</summary>
internal abstract record ActResult<T>
{
    ActResult() { }

    public sealed record Done(T Value) : ActResult<T>;

    public sealed record Refused(EquatableArray<string> Why) : ActResult<T>;

    /// <summary>There is nothing of that name.</summary>
    public sealed record Missing(string Why) : ActResult<T>;
}
