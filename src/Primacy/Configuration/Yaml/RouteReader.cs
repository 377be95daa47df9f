using Primacy.Analysis;
using Primacy.Notifications;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads an entry of <c>routes:</c>.</summary>
/// <param name="receivers">The names of the receivers there are.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class RouteReader(IReadOnlyList<string> receivers, Problems problems)
{
    static readonly TimeSpan RepeatLeast = TimeSpan.FromSeconds(10);
    static readonly TimeSpan RepeatMost = TimeSpan.FromDays(7);

    public AlertRoute? Read(YamlItem item)
    {
        if (MappingReader.Open(item, "an entry of 'routes'", problems) is not { } entry)
            return null;
        var route = new AlertRoute
        {
            Clusters = [.. entry.TakeTexts("clusters").Select(pattern => new Glob(pattern.Value))],
            Labels = ReadLabels(entry.Take("labels")),
            Least = ReadSeverity(entry.TakeText("severity")),
            Verdicts = [.. entry.TakeTexts("verdicts").Select(ReadVerdict).OfType<VerdictCode>()],
            Receivers = [.. entry.TakeTexts("receivers").Select(ReadReceiver).OfType<string>()],
            Repeat = Durations.Read("repeat", entry.TakeText("repeat"), RepeatLeast, RepeatMost, problems),
        };
        if (!entry.Has("receivers"))
            problems.Add(entry.At, "this route needs 'receivers' with the names of those who are told");
        entry.Close();
        return route.Receivers.Count == 0 ? null : route;
    }

    EquatableArray<LabelPattern> ReadLabels(YamlItem? item)
    {
        if (item is null || MappingReader.Open(item, "'labels'", problems) is not { } reader)
            return [];
        return
        [
            .. reader
                .Keys.Select(name => (name, Value: reader.TakeText(name)))
                .Where(label => label.Value is { })
                .Select(label => new LabelPattern(label.name, new Glob(label.Value!.Value))),
        ];
    }

    Severity ReadSeverity(Setting? setting)
    {
        switch (setting?.Value)
        {
            case null or "warning":
                return Severity.Warning;
            case "critical":
                return Severity.Critical;
            default:
                problems.Add(setting.At, $"'severity' is warning (and above) or critical, not '{setting.Value}'");
                return Severity.Warning;
        }
    }

    VerdictCode? ReadVerdict(Setting setting)
    {
        if (VerdictCodes.FromSlug(setting.Value) is { Severity: >= Severity.Warning } code)
            return code;
        var known = VerdictCodes.All.Where(one => one.Severity >= Severity.Warning).Select(one => one.Slug);
        problems.Add(
            setting.At,
            $"'{setting.Value}' is no verdict that people are told of.{Spelling.Suggest(setting.Value, known)}"
        );
        return null;
    }

    string? ReadReceiver(Setting setting)
    {
        if (receivers.Contains(setting.Value))
            return setting.Value;
        problems.Add(
            setting.At,
            $"there is no receiver '{setting.Value}'.{Spelling.Suggest(setting.Value, receivers)}"
        );
        return null;
    }
}
