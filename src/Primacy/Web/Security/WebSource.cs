namespace Primacy.Web.Security;

/// <summary>A web configuration file, which is read again whenever it may have changed.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Content">What it said at the start.</param>
/// <param name="Options">What that means.</param>
/// <param name="Read">Reads what it says now; null, with what is wrong, where it cannot be used.</param>
internal sealed record WebSource(
    string Path,
    byte[] Content,
    WebOptions Options,
    Func<byte[], (WebOptions? Options, IReadOnlyList<string> Errors)> Read
)
{
    /// <summary>Where it is says which it is; what it says now is another matter.</summary>
    public bool Equals(WebSource? other) => Path == other?.Path;

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Path;
}
