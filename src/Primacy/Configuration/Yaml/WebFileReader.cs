using System.Text.RegularExpressions;
using Primacy.Web.Security;

namespace Primacy.Configuration.Yaml;

/// <summary>
/// Reads a web configuration file in the form of Prometheus' exporters. What cannot be done here is an error, as nobody
/// should believe in a protection that is not there. See
/// https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md.
/// </summary>
/// <param name="path">The file, as messages shall name it.</param>
/// <param name="directory">Its directory, from which relative paths are seen.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed partial class WebFileReader(string path, string directory, Problems problems)
{
    static readonly TimeSpan IntervalLeast = TimeSpan.FromMilliseconds(1);
    static readonly TimeSpan IntervalMost = TimeSpan.FromHours(1);

    /// <summary>What may be said, and the values that may be given where not any will do.</summary>
    static readonly (string Name, string[] Values)[] Headers =
    [
        ("Content-Security-Policy", []),
        ("X-Frame-Options", ["deny", "sameorigin"]),
        ("X-Content-Type-Options", ["nosniff"]),
        ("X-XSS-Protection", []),
        ("Strict-Transport-Security", []),
    ];

    /// <summary>What it says; a file that says nothing protects nothing, as there.</summary>
    public WebOptions Read(TextReader text)
    {
        if (YamlReader.Read(path, text, problems) is not { } root)
            return new WebOptions();
        if (MappingReader.Open(root, "a web configuration file", problems) is not { } reader)
            return new WebOptions();
        var tls = Section(reader, "tls_server_config");
        var http = Section(reader, "http_server_config");
        var options = new WebOptions
        {
            Tls = tls is null ? null : new TlsSectionReader(directory, problems).Read(tls),
            HasHttp2 = http is null || Flag(http, "http2", true),
            Headers = http is null ? [] : [.. ReadHeaders(Section(http, "headers"))],
            Users = [.. ReadUsers(reader.Take("basic_auth_users"))],
            Rate = ReadRate(Section(reader, "rate_limit")),
        };
        http?.Close();
        reader.Close();
        return options;
    }

    /// <summary>A mapping; null where it is left out, or empty as charts leave it.</summary>
    MappingReader? Section(MappingReader reader, string key) =>
        reader.Take(key) is { } item and not YamlItem.Text { Value: "" }
            ? MappingReader.Open(item, $"'{key}'", problems)
            : null;

    bool Flag(MappingReader reader, string key, bool usual)
    {
        if (reader.TakeText(key) is not { } setting)
            return usual;
        if (Flags.Parse(setting.Value) is { } flag)
            return flag;
        problems.Add(setting.At, $"'{key}' is true or false, not '{setting.Value}'");
        return usual;
    }

    IEnumerable<WebHeader> ReadHeaders(MappingReader? reader)
    {
        foreach (var (name, values) in Headers)
        {
            // Left blank, it is not said.
            if (reader?.Take(name) is null or YamlItem.Text { Value: "" } || reader.TakeText(name) is not { } setting)
                continue;
            if (values.Length > 0 && !values.Contains(setting.Value))
                problems.Add(
                    setting.At,
                    $"'{name}' is {string.Join(" or ", values)} in small letters, not '{setting.Value}'"
                );
            else if (setting.Value.Any(char.IsControl))
                problems.Add(setting.At, $"'{name}' is one line");
            else
                yield return new WebHeader(name, setting.Value);
        }
        reader?.Close();
    }

    IEnumerable<WebUser> ReadUsers(YamlItem? item)
    {
        if (item is null or YamlItem.Text { Value: "" })
            yield break;
        if (item is not YamlItem.Mapping users)
        {
            problems.Add(item.At, $"'basic_auth_users' takes names with bcrypt hashes, not {item.Kind}");
            yield break;
        }
        var known = new HashSet<string>();
        foreach (var (name, value) in users.Entries)
        {
            // A hash is not shown: it is nearly a password, or is one where somebody forgot to hash it.
            if (!known.Add(name.Value))
                problems.Add(name.At, $"'{name.Value}' appears twice here");
            else if (name.Value.Length == 0 || name.Value.Contains(':', StringComparison.Ordinal))
                problems.Add(name.At, "a user's name is not empty and has no ':'");
            else if (value is YamlItem.Text hash && Hash().IsMatch(hash.Value))
                yield return new WebUser(name.Value, hash.Value);
            else
                problems.Add(
                    value.At,
                    $"the password of '{name.Value}' is no bcrypt hash: "
                        + "give what 'htpasswd -nBC 10 NAME' prints after the colon"
                );
        }
    }

    RateLimit? ReadRate(MappingReader? reader)
    {
        if (reader is null)
            return null;
        var interval = reader.TakeText("interval");
        var burst = reader.TakeText("burst");
        reader.Close();
        if (interval is null or { Value: "0" or "0s" })
            return null;
        var number = 0;
        if (burst is null || !int.TryParse(burst.Value, out number) || number < 1)
            problems.Add((burst ?? interval).At, "'rate_limit' needs 'burst', a number from 1 on");
        return Durations.Read("interval", interval, IntervalLeast, IntervalMost, problems) is { } time
            ? new RateLimit(time, number)
            : null;
    }

    /// <summary>A version, a cost from 4 to 31, a salt and a sum.</summary>
    [GeneratedRegex(@"^\$2[abxy]?\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{53}$")]
    private static partial Regex Hash();
}
