using System.Globalization;
using Primacy.Hosting;
using Primacy.Muting;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads <c>maintenance:</c>, the windows that recur.</summary>
internal sealed class MaintenanceReader(Problems problems)
{
    static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    /// <param name="list">What stands under the key; null for nothing.</param>
    /// <param name="clusters">The names of the clusters that there are.</param>
    /// <param name="areFound">Whether there are others, which are found.</param>
    public EquatableArray<RecurringMaintenance> Read(
        YamlItem.Sequence? list,
        IReadOnlyCollection<string> clusters,
        bool areFound
    )
    {
        var windows = new List<RecurringMaintenance>();
        foreach (var item in list?.Items ?? [])
        {
            if (MappingReader.Open(item, "a window of 'maintenance'", problems) is not { } reader)
                continue;
            var cluster = ReadCluster(Needed(reader, "cluster", "the name of a cluster"), clusters, areFound);
            var days = ReadDays(reader.TakeList("days"));
            var at = ReadTime(Needed(reader, "at", "a time of day such as 02:00, in UTC"));
            var length = Durations.Read(
                "for",
                Needed(reader, "for", "how long it lasts, such as 2h"),
                Least,
                RecurringMaintenance.Longest,
                problems
            );
            var reason = Needed(reader, "reason", "why, for whoever reads it at night");
            reader.Close();
            if (cluster is { } && at is { } time && length is { } lasts && reason is { })
                windows.Add(new RecurringMaintenance(cluster, days, time, lasts, reason.Value));
        }
        return [.. windows];
    }

    /// <summary>
    /// A cluster of the file; or one that is found, by its namespace and its name, of which nobody knows yet whether it
    /// is there.
    /// </summary>
    string? ReadCluster(Setting? setting, IReadOnlyCollection<string> clusters, bool areFound)
    {
        if (setting is not { Value: var name } || clusters.Contains(name))
            return setting?.Value;
        if (areFound && Found(name) is { } found)
            return found;
        var hint = areFound ? " One that is found is named by its namespace and its name, such as shop/orders." : "";
        problems.Add(setting.At, $"there is no cluster '{name}' in this file.{Spelling.Suggest(name, clusters)}{hint}");
        return null;
    }

    /// <summary>As on the page, <c>shop.orders</c>, or as Kubernetes writes it, <c>shop/orders</c>.</summary>
    static string? Found(string name) =>
        name.Split('/') switch
        {
            [var space, var own] when IsName(space) && IsName(own) => DiscoveredClusters.NameOf(space, own),
            [_] when name.Contains('.') && IsName(name) => name,
            _ => null,
        };

    static bool IsName(string name) => ClusterNames.Objection(name) is null;

    Setting? Needed(MappingReader reader, string key, string meaning)
    {
        var setting = reader.TakeText(key);
        if (!reader.Has(key))
            problems.Add(reader.At, $"this window needs '{key}': {meaning}");
        return setting;
    }

    EquatableArray<DayName> ReadDays(YamlItem.Sequence? list)
    {
        var days = new List<DayName>();
        foreach (var item in list?.Items ?? [])
        {
            if (
                item is YamlItem.Text text
                && Enum.TryParse<DayOfWeek>(text.Value, ignoreCase: true, out var day)
                && Enum.IsDefined(day)
                && !char.IsAsciiDigit(text.Value[0])
            )
                days.Add(new DayName(day));
            else
                problems.Add(item.At, "'days' takes days such as [saturday, sunday]");
        }
        return [.. days];
    }

    TimeOnly? ReadTime(Setting? setting)
    {
        if (setting is null)
            return null;
        if (TimeOnly.TryParseExact(setting.Value, "HH:mm", CultureInfo.InvariantCulture, default, out var time))
            return time;
        problems.Add(setting.At, $"'at' takes a time of day such as 02:00, in UTC, not '{setting.Value}'");
        return null;
    }
}
