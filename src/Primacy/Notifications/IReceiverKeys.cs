namespace Primacy.Notifications;

/// <summary>
/// The keys of a receiver as its options ask for them. What was never asked for is unknown, so that the keys of a kind
/// are written down once, where they are read. Whatever is wrong is complained about with its place.
/// </summary>
internal interface IReceiverKeys
{
    /// <summary>A text; null where there is none.</summary>
    string? Text(string key);

    /// <summary>A text of a few that are known; null where there is none, or another one.</summary>
    string? OneOf(string key, params IReadOnlyList<string> known);

    bool? Flag(string key);

    TimeSpan? Duration(string key, TimeSpan least, TimeSpan most);

    /// <summary>A list of texts, or a single one.</summary>
    IReadOnlyList<string> Texts(string key);

    /// <summary>A URL that begins with http:// or https://.</summary>
    Uri? Url(string key);

    /// <summary>A list of such URLs, or a single one.</summary>
    IReadOnlyList<Uri> Urls(string key);

    /// <summary>A file, seen from the configuration file's directory.</summary>
    string? Path(string key);

    /// <summary>What nobody else may know: under the key itself, or in the file under the key and "File".</summary>
    Secret? Secret(string key);

    /// <summary>Whether something is written under the key, right or wrong.</summary>
    bool Has(string key);

    /// <summary>Complains about what is written under a key, or, where nothing is, about the receiver.</summary>
    void Complain(string key, string message);
}
