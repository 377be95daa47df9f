using System.Text.Json;
using Primacy.Tests.Hosting;
using Primacy.Tests.Notifications;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>
/// Three real watchers of a real split whose API server is away, so that none can learn what others told.
/// </summary>
public sealed class LostApiServerTests(ServiceLab fixture) : IClassFixture<ServiceLab>
{
    const int Replicated = 3;

    /// <summary>Long enough for those who told to be back within it, on a busy machine, too.</summary>
    const int LeaseSeconds = 12;

    static readonly TimeSpan LongAfter = TimeSpan.FromMinutes(5);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task A_split_is_told_by_the_last_leader_and_by_one_more_and_never_by_nobody(bool isKilled, int told)
    {
        ControlPlaneScripts.SkipIfMissing();
        await using var plane = await ControlPlane.StartAsync(withControllers: false, Cancellation);
        await plane.CreateNamespaceAsync("shop");
        await using var receiver = await RecordingReceiver.Start();
        await using var replicas = await Replicas.StartAsync(plane, "shop", fixture, receiver, LeaseSeconds);
        await replicas.LedByAsync();
        await Eventually.Holds(() => Replicas.HaveCountedAsync(plane, "shop", Replicated), "all know of all");
        // By then it may be another one.
        var leader = await replicas.LedByAsync();

        await plane.KillApiServerAsync(Cancellation);
        if (isKilled)
            replicas.All[leader].Kill();
        await fixture.Lab.PromoteAsync(2, Cancellation);
        foreach (var replica in replicas.All.Where((_, number) => !isKilled || number != leader))
            await replica.HoldsAsync(() => HasDecidedAsync(replica), "it has told, or waits for long");

        await Eventually.Holds(() => replicas.All.Count(HasTold) >= told, "what was told is in the logs");
        Assert.Equal(told, replicas.All.Count(HasTold));
        int[] tellers = [.. replicas.All.Index().Where(one => HasTold(one.Item)).Select(one => one.Index)];
        foreach (var teller in tellers)
            replicas.Cut(teller);
        await plane.StartApiServerAsync(Cancellation);
        var waiter = Enumerable.Range(0, Replicated).Except(tellers).Single(one => !isKilled || one != leader);
        await Eventually.Holds(() => FollowsAsync(replicas.All[waiter]), "who waited is back, and the first to be");
        foreach (var teller in tellers)
            replicas.Mend(teller);
        await Eventually.Holds(
            async () => IsToldByAnother(await OutcomesAsync(replicas.All[waiter])),
            "who waited learns that it was told"
        );
        await fixture.Lab.RejoinAsync(2, 1, Cancellation);
        await Eventually.Holds(() => Ends(receiver).Length > 0, "its end is told");
        Assert.InRange(
            replicas.All.Sum(one => one.Errors.Split("was told: Fired orders/multiple-primaries/").Length - 1),
            0,
            told
        );
        Assert.Subset(Keys(Firing(receiver)), Keys(Ends(receiver)));
    }

    /// <summary>That it fires, or what has become of it since.</summary>
    static bool HasTold(WatchProcess replica) =>
        replica.Errors.Contains("was told: Fired orders/multiple-primaries/", StringComparison.Ordinal)
        || replica.Errors.Contains("was told: Changed orders/multiple-primaries/", StringComparison.Ordinal);

    static bool IsToldByAnother(string deliveries) => deliveries.Contains("told by primacy-", StringComparison.Ordinal);

    static async Task<bool> FollowsAsync(WatchProcess replica) =>
        await replica.GetAsync("/api/v1/leadership") is { } state
        && state.Contains("\"following\"", StringComparison.Ordinal);

    static async Task<string> OutcomesAsync(WatchProcess replica) => await replica.GetAsync("/api/v1/deliveries") ?? "";

    static async Task<bool> HasDecidedAsync(WatchProcess replica)
    {
        if (await replica.GetAsync("/api/v1/deliveries") is not { } text)
            return false;
        using var json = JsonDocument.Parse(text);
        return json
            .RootElement.EnumerateArray()
            .Any(one =>
                one.GetProperty("incident").GetString()!.Contains("/multiple-primaries/", StringComparison.Ordinal)
                && (
                    one.GetProperty("state").GetString() is "delivered"
                    || (
                        one.TryGetProperty("nextAttemptAt", out var next)
                        && next.ValueKind is JsonValueKind.String
                        && next.GetDateTimeOffset() - one.GetProperty("createdAt").GetDateTimeOffset() > LongAfter
                    )
                )
            );
    }

    static string[] Firing(RecordingReceiver receiver) => OfTheSplit(receiver, "firing");

    static string[] Ends(RecordingReceiver receiver) => OfTheSplit(receiver, "resolved");

    static HashSet<string> Keys(string[] words) => [.. words.Select(one => one.Split(' ')[0])];

    static string[] OfTheSplit(RecordingReceiver receiver, string status) =>
        [
            .. receiver.Told.Where(words =>
                words.Contains("/multiple-primaries/", StringComparison.Ordinal)
                && words.EndsWith(status, StringComparison.Ordinal)
            ),
        ];
}
