namespace Primacy.Configuration.Libpq;

/// <summary>
/// Reads <c>postgresql://user:password@host1:port1,host2:port2/dbname?name=value</c>. Every part may be missing, and
/// every part is percent-decoded after the URI was cut up. System.Uri knows one host only. See
/// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS.
/// </summary>
internal sealed class UriParser(string text, int start)
{
    static readonly string[] Prefixes = ["postgresql://", "postgres://"];

    readonly List<Parameter> _parameters = [];
    int _at = start;
    SyntaxError? _error;

    /// <summary>The prefix that makes a text a URI, or null.</summary>
    public static string? Prefix(string text) =>
        Prefixes.FirstOrDefault(prefix => text.StartsWith(prefix, StringComparison.Ordinal));

    char Current => _at < text.Length ? text[_at] : '\0';

    bool GoesOn => _error is null && _at < text.Length;

    public IReadOnlyList<Parameter> Parse(out SyntaxError? error)
    {
        ReadCredentials();
        ReadHosts();
        if (GoesOn && Current == '/')
            ReadDatabase();
        if (GoesOn && Current == '?')
            ReadQuery();
        error = _error;
        return _parameters;
    }

    /// <summary>An "@" before the first slash ends credentials; a colon in them begins the password.</summary>
    void ReadCredentials()
    {
        var end = text.AsSpan(_at).IndexOfAny('@', '/');
        if (end < 0 || text[_at + end] == '/')
            return;
        var at = _at + end;
        var colon = text.IndexOf(':', _at, end);
        Add("user", _at, colon < 0 ? at : colon, _at);
        if (colon >= 0)
            Add("password", colon + 1, at, colon + 1);
        _at = at + 1;
    }

    void ReadHosts()
    {
        var first = _at;
        var hosts = new List<string>();
        var ports = new List<string>();
        while (_error is null)
        {
            hosts.Add(ReadHost());
            ports.Add(Current == ':' ? ReadPort() : "");
            if (Current != ',')
                break;
            _at++;
        }
        if (_error is { })
            return;
        // One empty host with nothing else is no host at all, while "h1,,h2" has an empty one in the middle.
        if (hosts.Count > 1 || hosts[0].Length > 0)
            AddDecoded("host", string.Join(',', hosts), first, first);
        // Of several hosts those without a port have the built-in one, whatever PGPORT says: libpq does it so.
        if (ports.Count > 1 || ports[0].Length > 0)
            AddDecoded("port", string.Join(',', ports), first, first);
    }

    string ReadHost()
    {
        if (Current != '[')
            return Take(":/?,");
        var open = _at++;
        var address = Take("]");
        if (Current != ']')
            _error = new(open, "']' is missing after the IPv6 address");
        else if (address.Length == 0)
            _error = new(open, "the IPv6 address between '[' and ']' is empty");
        else if (++_at < text.Length && !":/?,".Contains(Current, StringComparison.Ordinal))
            _error = new(_at, "after an IPv6 address only ':', '/', ',' or '?' may follow");
        return address;
    }

    string ReadPort()
    {
        _at++;
        return Take("/?,");
    }

    void ReadDatabase()
    {
        var begin = ++_at;
        Take("?");
        Add("dbname", begin, _at, begin);
    }

    void ReadQuery()
    {
        while (GoesOn)
        {
            var begin = ++_at;
            Take("&");
            if (_at > begin || _at < text.Length)
                ReadQueryParameter(begin, _at);
        }
    }

    void ReadQueryParameter(int begin, int end)
    {
        var equals = text.IndexOf('=', begin, end - begin);
        if (equals < 0)
            _error = new(begin, "'=' is missing in a parameter after '?'");
        else if (text.IndexOf('=', equals + 1, end - equals - 1) is var second and >= 0)
            _error = new(second, "a second '=' in a parameter; write it as %3D");
        else if (Decode(begin, equals) is { } keyword && Decode(equals + 1, end) is { } value)
        {
            // As JDBC writes it.
            var isJdbc = keyword == "ssl" && value == "true";
            _parameters.Add(new(isJdbc ? "sslmode" : keyword, isJdbc ? "require" : value, begin, equals + 1));
        }
    }

    /// <summary>Goes on to the next of these characters, or to the end, and gives what lies between.</summary>
    string Take(string until)
    {
        var begin = _at;
        var length = text.AsSpan(begin).IndexOfAny(until);
        _at = length < 0 ? text.Length : begin + length;
        return text[begin.._at];
    }

    void Add(string keyword, int begin, int end, int at)
    {
        if (end > begin && Decode(begin, end) is { } value)
            _parameters.Add(new(keyword, value, at, at));
    }

    void AddDecoded(string keyword, string encoded, int at, int valueAt)
    {
        if (PercentEncoding.Decode(encoded, out _) is { } value)
            _parameters.Add(new(keyword, value, at, valueAt));
        else
            _ = Decode(at, _at);
    }

    string? Decode(int begin, int end)
    {
        var decoded = PercentEncoding.Decode(text[begin..end], out var wrongAt);
        if (decoded is null)
            _error ??= new(
                begin + wrongAt,
                "'%' must be followed by two hexadecimal digits other than 00; write '%' as %25"
            );
        return decoded;
    }
}
