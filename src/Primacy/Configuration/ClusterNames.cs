namespace Primacy.Configuration;

/// <summary>What a cluster may be called: something that fits labels, file names and URLs alike.</summary>
internal static class ClusterNames
{
    const int LengthMax = 63;

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Objection(string name) =>
        name.Length is 0 or > LengthMax || !char.IsAsciiLetterOrDigit(name[0]) || !name.All(IsAllowed)
            ? $"'{name}' is no cluster name: up to {LengthMax} of a-z, 0-9, '.', '_', '-', a letter or digit first"
            : null;

    /// <summary>The name of a cluster that nobody named: its first host, as far as it can be a name.</summary>
    public static string FromHost(string host)
    {
        var fitting = host.ToLowerInvariant().Select(c => IsAllowed(c) ? c : '-').ToArray();
        var name = new string(fitting).TrimStart('-', '.', '_');
        return name.Length == 0 ? "local" : name[..Math.Min(name.Length, LengthMax)];
    }

    static bool IsAllowed(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-';
}
