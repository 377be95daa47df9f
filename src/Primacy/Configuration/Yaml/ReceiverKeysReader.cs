using Primacy.Notifications;

namespace Primacy.Configuration.Yaml;

/// <summary>Answers a receiver's options from the mapping that configures it.</summary>
internal sealed class ReceiverKeysReader(MappingReader reader, string directory, Problems problems) : IReceiverKeys
{
    /// <summary>Whether a secret stands in the file itself.</summary>
    public bool HasSecretInPlace { get; private set; }

    public string? Text(string key) => reader.TakeText(key)?.Value;

    public string? OneOf(string key, params IReadOnlyList<string> known)
    {
        if (reader.TakeText(key) is not { } setting)
            return null;
        if (known.Contains(setting.Value))
            return setting.Value;
        problems.Add(
            setting.At,
            $"'{key}' is one of {string.Join(", ", known)}, not '{setting.Value}'."
                + Spelling.Suggest(setting.Value, known)
        );
        return null;
    }

    public bool? Flag(string key)
    {
        if (reader.TakeText(key) is not { } setting)
            return null;
        if (Flags.Parse(setting.Value) is { } flag)
            return flag;
        problems.Add(setting.At, $"'{key}' is true or false, not '{setting.Value}'");
        return null;
    }

    public TimeSpan? Duration(string key, TimeSpan least, TimeSpan most) =>
        Durations.Read(key, reader.TakeText(key), least, most, problems);

    public IReadOnlyList<string> Texts(string key) => [.. Settings(key).Select(setting => setting.Value)];

    public Uri? Url(string key) => reader.TakeText(key) is { } setting ? Parse(key, setting) : null;

    public IReadOnlyList<Uri> Urls(string key) =>
        [.. Settings(key).Select(setting => Parse(key, setting)).OfType<Uri>()];

    public string? Path(string key) =>
        reader.TakeText(key) is { } setting ? System.IO.Path.GetFullPath(setting.Value, directory) : null;

    public Secret? Secret(string key)
    {
        var (here, file) = (reader.TakeText(key), Path($"{key}File"));
        if (here is { } && file is { })
            problems.Add(here.At, $"'{key}' and '{key}File' are given; give one");
        HasSecretInPlace |= here is { };
        return file is { } ? Notifications.Secret.InFile(file)
            : here is { } ? Notifications.Secret.Of(here.Value)
            : null;
    }

    public bool Has(string key) => reader.Has(key);

    public void Complain(string key, string message) => problems.Add(reader.Take(key)?.At ?? reader.At, message);

    /// <summary>The value may be secret, so that it is not repeated.</summary>
    Uri? Parse(string key, Setting setting)
    {
        if (HttpUrls.Parse(setting.Value) is { } url)
            return url;
        problems.Add(setting.At, $"'{key}' is a URL that begins with http:// or https://");
        return null;
    }

    IEnumerable<Setting> Settings(string key) => reader.TakeTexts(key);
}
