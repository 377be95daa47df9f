using System.Text;
using CsCheck;
using Primacy.Configuration.Libpq;
using Xunit;

namespace Primacy.Tests.Configuration;

public sealed class ConnectionStringTests
{
    /// <summary>The examples of the manual, and the corners its text describes.</summary>
    [Theory]
    [InlineData(
        "host=localhost port=5432 dbname=mydb connect_timeout=10",
        "host=localhost|port=5432|dbname=mydb|connect_timeout=10"
    )]
    [InlineData("", "")]
    [InlineData("  host = db1   user= me ", "host=db1|user=me")]
    [InlineData("password='a b' host=x", "password=a b|host=x")]
    [InlineData(@"password='it\'s' host=x", "password=it's|host=x")]
    [InlineData(@"password=it\'s\ \\ok host=x", @"password=it's \ok|host=x")]
    [InlineData("password='' host=x", "password=|host=x")]
    [InlineData("password= host=x", "password=host=x")]
    [InlineData("password='a'host=x", "password=a|host=x")]
    [InlineData(@"password=a\", "password=a")]
    [InlineData("host=db1,db2,db3 port=5432,,5434", "host=db1,db2,db3|port=5432,,5434")]
    [InlineData("host='db1,\n db2'\tuser=me", "host=db1,\n db2|user=me")]
    [InlineData("postgresql://", "")]
    [InlineData("postgresql://localhost", "host=localhost")]
    [InlineData("postgresql://localhost:5433", "host=localhost|port=5433")]
    [InlineData("postgresql://localhost/mydb", "host=localhost|dbname=mydb")]
    [InlineData("postgresql://user@localhost", "user=user|host=localhost")]
    [InlineData("postgresql://user:secret@localhost", "user=user|password=secret|host=localhost")]
    [InlineData(
        "postgresql://other@localhost/otherdb?connect_timeout=10&application_name=myapp",
        "user=other|host=localhost|dbname=otherdb|connect_timeout=10|application_name=myapp"
    )]
    [InlineData(
        "postgresql://host1:123,host2:456/somedb?target_session_attrs=any&application_name=myapp",
        "host=host1,host2|port=123,456|dbname=somedb|target_session_attrs=any|application_name=myapp"
    )]
    [InlineData("postgresql:///mydb?host=localhost&port=5433", "dbname=mydb|host=localhost|port=5433")]
    [InlineData("postgresql://[2001:db8::1234]/database", "host=2001:db8::1234|dbname=database")]
    [InlineData("postgresql://[::1]:5433,[::2]:5434", "host=::1,::2|port=5433,5434")]
    [InlineData("postgresql:///dbname?host=/var/lib/postgresql", "dbname=dbname|host=/var/lib/postgresql")]
    [InlineData("postgresql://%2Fvar%2Flib%2Fpostgresql/dbname", "host=/var/lib/postgresql|dbname=dbname")]
    [InlineData(
        "postgresql://user@localhost:5433/mydb?options=-c%20synchronous_commit%3Doff",
        "user=user|host=localhost|port=5433|dbname=mydb|options=-c synchronous_commit=off"
    )]
    [InlineData("postgres://h1,h2:5433,h3/", "host=h1,h2,h3|port=,5433,")]
    [InlineData("postgres://,h2", "host=,h2|port=,")]
    [InlineData("postgres://@h1", "host=h1")]
    [InlineData("postgres://:pw@h1", "password=pw|host=h1")]
    [InlineData("postgres://u:p%40ss%3aword@h1", "user=u|password=p@ss:word|host=h1")]
    [InlineData("postgres://h1?ssl=true", "host=h1|sslmode=require")]
    [InlineData("postgres://h1?user=a+b", "host=h1|user=a+b")]
    [InlineData("postgres://h1?", "host=h1")]
    [InlineData("postgres://h1?user=a&", "host=h1|user=a")]
    [InlineData("postgres://m%C3%BCller@h1", "user=müller|host=h1")]
    public void Are_read_as_libpq_reads_them(string text, string expected)
    {
        var parameters = ConnectionStringParser.Parse(text, out var error);

        Assert.Null(error);
        Assert.Equal(expected, string.Join('|', parameters.Select(p => $"{p.Keyword}={p.Value}")));
    }

    [Theory]
    [InlineData("db1", 0, "a host is given as host=NAME")]
    [InlineData("host=a port", 7, "'=' is missing after 'port'")]
    [InlineData("password=two words", 13, "'=' is missing after the word here")]
    [InlineData("=x", 0, "a keyword is missing before '='")]
    [InlineData("host=a password='abc", 16, "never closed")]
    [InlineData("postgres://[::1", 11, "']' is missing")]
    [InlineData("postgres://a,[]", 13, "is empty")]
    [InlineData("postgres://[::1]x", 16, "only ':', '/', ',' or '?' may follow")]
    [InlineData("postgres://h/db?user", 16, "'=' is missing in a parameter")]
    [InlineData("postgres://h/db?&user=a", 16, "'=' is missing in a parameter")]
    [InlineData("postgres://h/db?a=b&options=x=y", 29, "a second '='")]
    [InlineData("postgres://h/d%b", 14, "two hexadecimal digits")]
    [InlineData("postgres://u:a%00b@h", 14, "other than 00")]
    [InlineData("postgres://h1,h%zz:1", 15, "two hexadecimal digits")]
    public void That_are_wrong_say_where(string text, int at, string message)
    {
        ConnectionStringParser.Parse(text, out var error);

        Assert.NotNull(error);
        Assert.Equal(at, error.At);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keep_any_value_through_quoting()
    {
        Gen.Select(Gen.String, Gen.Bool)
            .Sample(
                (value, isQuoted) =>
                {
                    var parameters = ConnectionStringParser.Parse(
                        $"password={Quote(value, isQuoted)} user=me",
                        out var error
                    );

                    return error is null
                        && parameters is [{ Keyword: "password" } password, { Keyword: "user", Value: "me" }]
                        && password.Value == value;
                }
            );
    }

    [Fact]
    public void Keep_any_value_through_percent_encoding()
    {
        // A text is Unicode, so that half a surrogate pair is none; and libpq ends a text at a zero.
        var text = Gen.String.Select(s => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(s.Replace("\0", ""))));
        Gen.Select(text, text)
            .Where((user, password) => user.Length > 0 && password.Length > 0)
            .Sample(
                (user, password) =>
                {
                    var uri = $"postgres://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@db1/x";
                    var parameters = ConnectionStringParser.Parse(uri, out var error);

                    return error is null && parameters.Select(p => p.Value).SequenceEqual([user, password, "db1", "x"]);
                }
            );
    }

    [Fact]
    public void Never_make_the_parser_throw()
    {
        var pieces = Gen.OneOf(
            "postgres://",
            "host",
            "=",
            "'",
            "\\",
            "%",
            "%41",
            "@",
            ":",
            "/",
            "?",
            "&",
            "[",
            "]",
            ",",
            " ",
            "ü",
            "😀"
        );
        pieces.Array[0, 12].Sample(parts => ConnectionStringParser.Parse(string.Concat(parts), out _) is { });
    }

    static string Quote(string value, bool isQuoted)
    {
        var escaped = new StringBuilder();
        foreach (var c in value)
        {
            if (c is '\'' or '\\' || (!isQuoted && (c is ' ' or (>= '\t' and <= '\r'))))
                escaped.Append('\\');
            escaped.Append(c);
        }
        // Without quotes an empty value would take the next word for its own.
        return isQuoted || value.Length == 0 ? $"'{escaped}'" : escaped.ToString();
    }
}
