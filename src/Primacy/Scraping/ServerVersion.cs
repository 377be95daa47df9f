namespace Primacy.Scraping;

/// <summary>The version of a server, as <c>server_version_num</c> has it: 180004 is 18.4.</summary>
internal readonly record struct ServerVersion(int Number)
{
    public int Major => Number / 10_000;

    public int Minor => Number % 10_000;

    public bool IsAtLeast(int major) => Major >= major;

    public override string ToString() => $"{Major}.{Minor}";
}
