namespace Primacy.Probing;

/// <summary>
/// Reads keyword/value strings, such as pg_stat_wal_receiver shows them, in the way of libpq's PQconninfo.
/// </summary>
internal static class Conninfo
{
    /// <summary>The name under which a WAL receiver with this conninfo appears at its upstream.</summary>
    public static string? ApplicationName(string conninfo) =>
        Find(conninfo, "application_name") ?? Find(conninfo, "fallback_application_name");

    /// <summary>The first value of a keyword that is not empty.</summary>
    public static string? Find(string conninfo, string keyword)
    {
        var rest = conninfo.AsSpan();
        while (true)
        {
            rest = rest.TrimStart();
            var equals = rest.IndexOf('=');
            if (equals < 0)
                return null;
            var isWanted = rest[..equals].TrimEnd().SequenceEqual(keyword);
            var value = TakeValue(rest[(equals + 1)..].TrimStart(), out rest);
            if (isWanted && value.Length > 0)
                return value;
        }
    }

    /// <summary>A value ends at a space, or at the closing quote when it is quoted; a backslash escapes.</summary>
    static string TakeValue(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        var isQuoted = text is ['\'', ..];
        var value = new System.Text.StringBuilder();
        var at = isQuoted ? 1 : 0;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length)
                c = text[++at];
            else if (isQuoted ? c == '\'' : char.IsWhiteSpace(c))
                break;
            value.Append(c);
        }
        rest = at < text.Length ? text[(at + 1)..] : default;
        return value.ToString();
    }
}
