using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Primacy.Tests.Hosting;
using Primacy.Tests.Notifications;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>
/// What people do at any of three real watchers, before a real API server and with servers really split.
/// </summary>
public sealed class SharedActsTests(ControlPlaneFixture kube, ServiceLab fixture) : IClassFixture<ServiceLab>
{
    const string Silences = "/api/v1/silences";

    [Fact]
    public async Task What_was_silenced_at_a_replica_that_follows_is_so_for_the_next_leader_until_another_one_ends_it()
    {
        var plane = await kube.StartedAsync();
        await using var receiver = await RecordingReceiver.Start();
        await using var replicas = await Replicas.StartAsync(plane, await kube.NamespaceAsync(), fixture, receiver);
        var first = await replicas.LedByAsync();
        var followers = Enumerable.Range(0, 3).Where(number => number != first).ToArray();
        await FollowsAsync(replicas, followers[0]);

        Assert.Equal(409, await replicas.All[followers[0]].PostAsync("/api/v1/clusters/orders/plan", Json("{}")));
        Assert.Equal(200, await replicas.All[followers[0]].PostAsync(Silences, Json(Silence())));
        foreach (var replica in replicas.All)
            await replica.HoldsAsync(async () => await SilenceOf(replica) is not null, "the silence is known");

        replicas.All[first].Kill();
        await fixture.Lab.PromoteAsync(2, TestContext.Current.CancellationToken);
        var second = await replicas.LedByAsync(first);
        await replicas.All[second].HoldsAsync(() => IsHeldAsync(replicas.All[second]), "the split is held");
        Assert.Empty(receiver.Told);

        var third = replicas.All[followers.Single(number => number != second)];
        string? id = null;
        await third.HoldsAsync(async () => (id = await SilenceOf(third)) is not null, "the silence is known still");
        Assert.Equal(200, await third.DeleteAsync($"{Silences}/{id}?why=done"));
        await Eventually.Holds(
            () => receiver.Told.Any(words => words.Contains("multiple-primaries", StringComparison.Ordinal)),
            "the split is told"
        );
        await fixture.Lab.RejoinAsync(2, 1, TestContext.Current.CancellationToken);
    }

    static async Task FollowsAsync(Replicas replicas, int number) =>
        await replicas
            .All[number]
            .HoldsAsync(
                async () =>
                    await replicas.All[number].GetAsync("/api/v1/leadership") is { } state
                    && state.Contains("\"following\"", StringComparison.Ordinal),
                "it follows"
            );

    static async Task<bool> IsHeldAsync(WatchProcess replica)
    {
        using var deliveries = JsonDocument.Parse(await replica.GetAsync("/api/v1/deliveries") ?? "[]");
        return deliveries
            .RootElement.EnumerateArray()
            .Any(one =>
                one.GetProperty("state").GetString() == "held"
                && one.GetProperty("incident").GetString()!.Contains("multiple-primaries", StringComparison.Ordinal)
                && one.GetProperty("mutedBy").GetString() is { } by
                && by.StartsWith("silenced by anna", StringComparison.Ordinal)
            );
    }

    /// <summary>The only silence that a replica knows, as long as it mutes.</summary>
    static async Task<string?> SilenceOf(WatchProcess replica)
    {
        using var silences = JsonDocument.Parse(await replica.GetAsync(Silences) ?? "[]");
        return silences.RootElement.EnumerateArray().Select(one => one.GetProperty("id").GetString()).SingleOrDefault();
    }

    static string Silence() =>
        JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["matchers"] = new[] { new { name = "cluster", value = "orders" } },
                ["endsAt"] = TimeProvider.System.GetUtcNow().AddHours(1),
                ["comment"] = "the node is drained",
            }
        );

    static StringContent Json(string text) => new(text, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
}
