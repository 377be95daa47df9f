namespace Primacy.Claims;

/// <summary>Where repmgr keeps its metadata, on every member.</summary>
/// <param name="Database">The database its extension is installed in.</param>
internal sealed record RepmgrOptions(string Database)
{
    public const string DatabaseDefault = "repmgr";
}
