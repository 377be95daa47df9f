using Primacy.Notifications;
using Primacy.Notifications.Words;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads an entry of <c>receivers:</c>: a name, and one key for how it is reached.</summary>
internal sealed class ReceiverReader(string directory, Problems problems)
{
    const int TemplateMax = 4000;

    /// <summary>Whether a secret of any of them stands in the file itself.</summary>
    public bool HasSecretInPlace { get; private set; }

    /// <summary>
    /// The name and, unless something is wrong with it, the receiver; null when it has no name. What leads to one with
    /// a fault is no fault of its own.
    /// </summary>
    public (Setting Name, Receiver? Receiver)? Read(YamlItem item)
    {
        if (MappingReader.Open(item, "an entry of 'receivers'", problems) is not { } entry)
            return null;
        var name = ReadName(entry);
        var isToldOfEnds = ReadFlag(entry, "sendResolved") ?? true;
        var words = ReadWords(entry);
        var grouping = ReadGrouping(entry);
        var options = ReadOptions(entry);
        entry.Close();
        if (name is null)
            return null;
        if (options is null)
            return (name, null);
        return (
            name,
            new Receiver(name.Value, options)
            {
                IsToldOfEnds = isToldOfEnds,
                Grouping = grouping,
                Words = words,
            }
        );
    }

    OwnWords ReadWords(MappingReader entry)
    {
        var words = new OwnWords(ReadTemplate(entry, "title"), ReadTemplate(entry, "text"));
        if (words != OwnWords.None && KindOf(entry) is { IsForPrograms: true } kind)
        {
            problems.Add(
                (entry.Take("title") ?? entry.Take("text"))!.At,
                $"'title' and 'text' are for people; what {kind.Key} is told, programs read"
            );
        }
        return words;
    }

    Grouping? ReadGrouping(MappingReader entry)
    {
        if (entry.Take("group") is not { } item)
            return null;
        if (KindOf(entry) is { WhyOneByOne: { } why })
            problems.Add(item.At, $"'group' is not for this receiver: {why}");
        if (MappingReader.Open(item, "'group'", problems) is not { } reader)
            return null;
        var grouping = new Grouping
        {
            By = [.. reader.TakeTexts("by").Select(label => label.Value).Distinct()],
            Wait = Durations.Read("wait", reader.TakeText("wait"), TimeSpan.Zero, Grouping.WaitMost, problems),
        };
        reader.Close();
        return grouping;
    }

    static ReceiverKind? KindOf(MappingReader entry) => ReceiverKinds.All.FirstOrDefault(kind => entry.Has(kind.Key));

    Template? ReadTemplate(MappingReader entry, string key)
    {
        if (entry.TakeText(key) is not { } setting)
            return null;
        if (setting.Value.Length > TemplateMax)
            problems.Add(setting.At, $"'{key}' is longer than {TemplateMax} characters");
        else if (Template.TryParse(setting.Value, out var template, out var fault))
            return template;
        else
            problems.Add(setting.At, $"'{key}' {fault.Text}{(fault.Unknown is { } name ? Meant(name) : "")}");
        return null;
    }

    /// <summary>What a name that is not known may have been meant for, and all that are known.</summary>
    static string Meant(string name)
    {
        var known = Placeholders.All.Select(one => one.Name).ToArray();
        return $".{Spelling.Suggest(name, known)} Known are: {string.Join(", ", known)}.";
    }

    ReceiverOptions? ReadOptions(MappingReader entry)
    {
        var given = ReceiverKinds
            .All.Select(kind => (Kind: kind, Item: entry.Take(kind.Key)))
            .Where(one => one.Item is { })
            .ToArray();
        if (given is [var (kind, item)])
            return Read(kind, item!);
        var keys = string.Join(", ", ReceiverKinds.All.Select(kind => kind.Key));
        if (given.Length == 0)
            problems.Add(entry.At, $"this receiver needs one of {keys}");
        else
            problems.Add(given[1].Item!.At, $"a receiver has one of {keys}; make this one a receiver of its own");
        return null;
    }

    ReceiverOptions? Read(ReceiverKind kind, YamlItem item)
    {
        // An address may stand for itself, as it does in 'notify'.
        if (item is YamlItem.Text { Value.Length: > 0 } text && kind.Short is { } key)
            item = new YamlItem.Mapping([new(new YamlItem.Text(key, text.At), text)], text.At);
        if (MappingReader.Open(item, $"'{kind.Key}'", problems) is not { } reader)
            return null;
        var keys = new ReceiverKeysReader(reader, directory, problems);
        var options = kind.Read(keys);
        HasSecretInPlace |= keys.HasSecretInPlace;
        reader.Close();
        return options;
    }

    Setting? ReadName(MappingReader entry)
    {
        if (entry.TakeText("name") is { } name)
        {
            if (ClusterNames.Objection(name.Value) is null)
                return name;
            problems.Add(
                name.At,
                $"'{name.Value}' is no name of a receiver: up to 63 of a-z, 0-9, '.', '_', '-', a letter or digit first"
            );
        }
        else if (!entry.Has("name"))
        {
            problems.Add(entry.At, "this receiver needs 'name'");
        }
        return null;
    }

    bool? ReadFlag(MappingReader entry, string key)
    {
        if (entry.TakeText(key) is not { } setting)
            return null;
        if (Flags.Parse(setting.Value) is { } flag)
            return flag;
        problems.Add(setting.At, $"'{key}' is true or false, not '{setting.Value}'");
        return null;
    }
}
