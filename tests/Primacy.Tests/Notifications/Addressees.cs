using Primacy.Notifications;
using Primacy.Watching;

namespace Primacy.Tests.Notifications;

/// <summary>Who is told, where a test does not care how.</summary>
static class Addressees
{
    /// <summary>The clusters of the stories, without labels.</summary>
    public static IReadOnlyDictionary<string, EquatableArray<ClusterLabel>> Clusters { get; } =
        new Dictionary<string, EquatableArray<ClusterLabel>>
        {
            ["orders"] = [],
            ["stock"] = [],
            ["other"] = [],
        };

    /// <summary>These are told of everything.</summary>
    public static Routing All(params IReadOnlyList<string> names) =>
        new(
            [.. names.Select(name => new Receiver(name, new WebhookOptions(new Uri("http://127.0.0.1:1"))))],
            names,
            [],
            Clusters
        );
}
