namespace Primacy.Configuration.Libpq;

/// <summary>
/// What one place says of a connection: a connection string, the parts of a cluster, or the defaults of a file.
/// </summary>
internal sealed class ConnectionLayer
{
    /// <summary>No keyword of libpq, but taken along with them: a file that holds nothing but the password.</summary>
    public const string PasswordFile = "passwordFile";

    readonly Dictionary<string, Setting> _settings = [];

    public Setting? this[string keyword] => _settings.GetValueOrDefault(keyword);

    /// <summary>Puts a setting in; of two the later counts, as in libpq.</summary>
    public void Put(string keyword, Setting setting) => _settings[keyword] = setting;

    /// <summary>The same but for some keywords.</summary>
    public ConnectionLayer Without(params ReadOnlySpan<string> keywords)
    {
        var layer = new ConnectionLayer();
        foreach (var (keyword, setting) in _settings)
        {
            if (!keywords.Contains(keyword))
                layer.Put(keyword, setting);
        }
        return layer;
    }

    /// <summary>What a connection string says. What it says wrongly goes to the problems.</summary>
    public static ConnectionLayer FromString(Setting text, Problems problems)
    {
        var layer = new ConnectionLayer();
        var parameters = ConnectionStringParser.Parse(text.Value, out var error);
        foreach (var parameter in parameters)
        {
            if (Keywords.Find(parameter.Keyword) is not { } keyword)
                problems.Add(text.At.Plus(parameter.KeywordAt), Unknown(parameter.Keyword));
            else if (Keywords.Objection(keyword, parameter.Value) is { } objection)
                problems.Add(text.At.Plus(parameter.KeywordAt), objection);
            else
                layer.Put(keyword.Name, new Setting(parameter.Value, text.At.Plus(parameter.ValueAt)));
        }
        if (error is { })
            problems.Add(text.At.Plus(error.At), error.Message);
        return layer;
    }

    /// <summary>
    /// A word that no keyword could be is not shown: it may be the rest of a password with spaces in it.
    /// </summary>
    static string Unknown(string word) =>
        word.All(c => char.IsAsciiLetter(c) || c == '_')
            ? $"'{word}' is no keyword of a connection string.{Keywords.Suggest(word)}"
            : "no keyword of a connection string looks like this; values with spaces need single quotes";
}
