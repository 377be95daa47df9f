using Primacy.Notifications;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads who is told of what: <c>receivers:</c>, <c>routes:</c> and <c>externalUrl:</c>.</summary>
internal sealed class NotificationsReader(string directory, Problems problems)
{
    public NotificationOptions Read(MappingReader file)
    {
        var external = file.TakeText("externalUrl");
        var page = external is null ? null : HttpUrls.Parse(external.Value);
        if (external is { } && page is null)
            problems.Add(external.At, "'externalUrl' is a URL that begins with http:// or https://");
        var reader = new ReceiverReader(directory, problems);
        var receivers = ReadReceivers(file.TakeList("receivers"), reader);
        var routes = ReadRoutes(file.TakeList("routes"), [.. receivers.Select(one => one.Name)]);
        return new NotificationOptions
        {
            Receivers = [.. receivers.Select(one => one.Receiver).OfType<Receiver>()],
            Routes = routes,
            ExternalUrl = page,
            HasSecretInPlace = reader.HasSecretInPlace,
        };
    }

    List<(Setting Name, Receiver? Receiver)> ReadReceivers(YamlItem.Sequence? list, ReceiverReader reader)
    {
        var receivers = new List<(Setting Name, Receiver? Receiver)>();
        foreach (var item in list?.Items ?? [])
        {
            if (reader.Read(item) is not { } one)
                continue;
            if (receivers.Exists(other => other.Name.Value == one.Name.Value))
                problems.Add(one.Name.At, $"two receivers are called '{one.Name.Value}'");
            else
                receivers.Add(one);
        }
        return receivers;
    }

    List<AlertRoute> ReadRoutes(YamlItem.Sequence? list, IReadOnlyList<Setting> names)
    {
        if (list is null)
            return [];
        var reader = new RouteReader([.. names.Select(name => name.Value)], problems);
        var routes = list.Items.Select(reader.Read).OfType<AlertRoute>().ToList();
        foreach (var name in names.Where(name => !routes.Exists(route => route.Receivers.Contains(name.Value))))
            problems.Warn(name.At, $"no route leads to '{name.Value}', so that it is never told of anything");
        return routes;
    }
}
