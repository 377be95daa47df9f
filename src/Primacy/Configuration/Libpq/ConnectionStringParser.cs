namespace Primacy.Configuration.Libpq;

/// <summary>
/// Reads both forms of libpq's connection strings. Npgsql's own format is another one, and no library reads libpq's.
/// See https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING.
/// </summary>
internal static class ConnectionStringParser
{
    public static bool IsUri(string text) => UriParser.Prefix(text) is { };

    /// <summary>The parameters in the order written; those before an error when there is one.</summary>
    public static IReadOnlyList<Parameter> Parse(string text, out SyntaxError? error) =>
        UriParser.Prefix(text) is { } prefix
            ? new UriParser(text, prefix.Length).Parse(out error)
            : new KeywordValueParser(text).Parse(out error);
}
