using System.Text;

namespace Primacy.Configuration.Libpq;

/// <summary>
/// Reads <c>host=db1,db2 user=primacy password='a b'</c>: spaces around "=" are free, a value with spaces stands in
/// single quotes, and a backslash takes the next character as it is, within quotes and without.
/// See https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE.
/// </summary>
internal sealed class KeywordValueParser(string text)
{
    readonly List<Parameter> _parameters = [];
    int _at;

    bool IsAtEnd => _at >= text.Length;

    public IReadOnlyList<Parameter> Parse(out SyntaxError? error)
    {
        error = null;
        SkipSpace();
        while (error is null && !IsAtEnd)
        {
            error = ReadParameter();
            SkipSpace();
        }
        return _parameters;
    }

    SyntaxError? ReadParameter()
    {
        var start = _at;
        while (!IsAtEnd && text[_at] != '=' && !IsSpace(text[_at]))
            _at++;
        var keyword = text[start.._at];
        SkipSpace();
        if (keyword.Length == 0)
            return new(start, "a keyword is missing before '='");
        if (IsAtEnd && start == 0)
            return new(start, "this is no connection string; a host is given as host=NAME");
        if (IsAtEnd || text[_at] != '=')
            return new(start, $"'=' is missing after {Shown(keyword)}; values with spaces need single quotes");
        _at++;
        SkipSpace();
        var valueStart = _at;
        if ((!IsAtEnd && text[_at] == '\'' ? ReadQuoted() : ReadPlain()) is not { } value)
            return new(valueStart, $"the quote that opens the value of {Shown(keyword)} is never closed");
        _parameters.Add(new Parameter(keyword, value, start, valueStart));
        return null;
    }

    string ReadPlain()
    {
        var value = new StringBuilder();
        for (; !IsAtEnd && !IsSpace(text[_at]); _at++)
        {
            if (text[_at] == '\\' && ++_at >= text.Length)
                break;
            value.Append(text[_at]);
        }
        return value.ToString();
    }

    /// <summary>The value, or null when its quote is never closed.</summary>
    string? ReadQuoted()
    {
        var value = new StringBuilder();
        for (_at++; !IsAtEnd; _at++)
        {
            if (text[_at] == '\'')
            {
                _at++;
                return value.ToString();
            }
            if (text[_at] == '\\' && ++_at >= text.Length)
                break;
            value.Append(text[_at]);
        }
        return null;
    }

    /// <summary>What stands where a keyword should may be the rest of a password with a space in it.</summary>
    static string Shown(string word) => Keywords.Find(word) is { } keyword ? $"'{keyword.Name}'" : "the word here";

    void SkipSpace()
    {
        while (!IsAtEnd && IsSpace(text[_at]))
            _at++;
    }

    /// <summary>What C's isspace() takes for space, as libpq asks it.</summary>
    static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');
}
