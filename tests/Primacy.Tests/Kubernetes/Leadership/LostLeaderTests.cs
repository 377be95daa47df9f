using System.Diagnostics;
using System.Runtime.InteropServices;
using Primacy.Tests.Hosting;
using Primacy.Tests.Notifications;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>Three real watchers of servers that are really split lose their leader, before a real API server.</summary>
public sealed class LostLeaderTests(ControlPlaneFixture kube, ServiceLab fixture) : IClassFixture<ServiceLab>
{
    public enum Loss
    {
        Kill,
        Freeze,
        Cut,
    }

    [Theory]
    [InlineData(Loss.Kill)]
    [InlineData(Loss.Freeze)]
    [InlineData(Loss.Cut)]
    public async Task Another_leads_and_the_split_is_told_once_or_twice_and_its_end_under_the_same_key(Loss loss)
    {
        var plane = await kube.StartedAsync();
        await using var receiver = await RecordingReceiver.Start();
        await using var replicas = await Replicas.StartAsync(plane, await kube.NamespaceAsync(), fixture, receiver);
        var first = await replicas.LedByAsync();

        Lose(replicas, first, loss);
        await fixture.Lab.PromoteAsync(2, TestContext.Current.CancellationToken);
        var second = await replicas.LedByAsync(first);
        await Eventually.Holds(() => Count(receiver, "firing") > 0, "the split is told");
        Find(replicas, first, loss);
        if (loss is not Loss.Kill)
        {
            await replicas
                .All[first]
                .HoldsAsync(
                    async () =>
                        await replicas.All[first].GetAsync("/api/v1/leadership") is { } state
                        && state.Contains("\"following\"", StringComparison.Ordinal),
                    "the former leader follows"
                );
        }
        await fixture.Lab.RejoinAsync(2, 1, TestContext.Current.CancellationToken);
        await Eventually.Holds(() => Count(receiver, "resolved") > 0, "its end is told");

        Assert.NotEqual(first, second);
        Assert.InRange(Keys(receiver, "firing").Length, 1, 2);
        Assert.InRange(Count(receiver, "resolved"), 1, 2);
        Assert.Subset(Keys(receiver, "firing").ToHashSet(), Keys(receiver, "resolved").ToHashSet());
    }

    [Theory]
    [InlineData(Loss.Kill)]
    [InlineData(Loss.Freeze)]
    public async Task What_the_lost_leader_told_is_not_told_again_and_its_end_bears_its_key(Loss loss)
    {
        var plane = await kube.StartedAsync();
        await using var receiver = await RecordingReceiver.Start();
        await using var replicas = await Replicas.StartAsync(plane, await kube.NamespaceAsync(), fixture, receiver);
        var first = await replicas.LedByAsync();
        await fixture.Lab.PromoteAsync(2, TestContext.Current.CancellationToken);
        await CountAsToldAsync(replicas, first);

        Lose(replicas, first, loss);
        var clock = Stopwatch.StartNew();
        await replicas.LedByAsync(first);
        TestContext.Current.TestOutputHelper?.WriteLine($"another leads after {clock.Elapsed}");
        await fixture.Lab.RejoinAsync(2, 1, TestContext.Current.CancellationToken);
        await Eventually.Holds(() => Count(receiver, "resolved") > 0, "its end is told");

        var key = Assert.Single(Keys(receiver, "firing"));
        Assert.Equal([key], Keys(receiver, "resolved"));
    }

    [Fact]
    public async Task A_leader_that_is_stopped_while_it_tells_gives_the_lease_back_when_it_has_told()
    {
        var plane = await kube.StartedAsync();
        await using var receiver = await RecordingReceiver.Start();
        var answered = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = _ => answered.Task;
        await using var replicas = await Replicas.StartAsync(plane, await kube.NamespaceAsync(), fixture, receiver);
        var leader = replicas.All[await replicas.LedByAsync()];
        await fixture.Lab.PromoteAsync(2, TestContext.Current.CancellationToken);
        await Eventually.Holds(() => Count(receiver, "firing") > 0, "the leader is about to tell");

        leader.Signal(PosixSignal.SIGTERM);
        await Eventually.Holds(async () => await leader.GetAsync("/healthz") is null, "it is stopping");
        answered.SetResult(200);
        await leader.ExitAsync();
        await fixture.Lab.RejoinAsync(2, 1, TestContext.Current.CancellationToken);
        await Eventually.Holds(() => Count(receiver, "resolved") > 0, "its end is told");

        var told = leader.Errors.IndexOf("was told: Fired orders/multiple-primaries/", StringComparison.Ordinal);
        var given = leader.Errors.IndexOf("The lease was given back", StringComparison.Ordinal);
        Assert.True(told >= 0 && told < given, leader.Errors);
        Assert.Single(Keys(receiver, "firing"));
    }

    [Fact]
    public async Task While_all_live_one_tells_and_the_others_count_it_as_told()
    {
        var plane = await kube.StartedAsync();
        await using var receiver = await RecordingReceiver.Start();
        await using var replicas = await Replicas.StartAsync(plane, await kube.NamespaceAsync(), fixture, receiver);
        var leader = await replicas.LedByAsync();

        await fixture.Lab.PromoteAsync(2, TestContext.Current.CancellationToken);
        await CountAsToldAsync(replicas, leader);
        await fixture.Lab.RejoinAsync(2, 1, TestContext.Current.CancellationToken);
        await Eventually.Holds(() => Count(receiver, "resolved") > 0, "its end is told");

        Assert.Single(Keys(receiver, "firing"));
        Assert.Single(Keys(receiver, "resolved"));
    }

    static async Task CountAsToldAsync(Replicas replicas, int leader)
    {
        foreach (var other in replicas.All.Where((_, number) => number != leader))
        {
            var deliveries = "";
            try
            {
                await other.HoldsAsync(
                    async () =>
                        (deliveries = await other.GetAsync("/api/v1/deliveries") ?? "").Contains(
                            "told by primacy-",
                            StringComparison.Ordinal
                        ),
                    "what another told counts as told"
                );
            }
            finally
            {
                TestContext.Current.TestOutputHelper?.WriteLine(deliveries);
            }
        }
    }

    static void Lose(Replicas replicas, int number, Loss loss)
    {
        if (loss is Loss.Kill)
            replicas.All[number].Kill();
        else if (loss is Loss.Freeze)
            replicas.All[number].Freeze();
        else
            replicas.Cut(number);
    }

    static void Find(Replicas replicas, int number, Loss loss)
    {
        if (loss is Loss.Freeze)
            replicas.All[number].Resume();
        else if (loss is Loss.Cut)
            replicas.Mend(number);
    }

    static int Count(RecordingReceiver receiver, string status) =>
        receiver.Told.Count(words => IsOfTheSplit(words) && words.EndsWith(status, StringComparison.Ordinal));

    static string[] Keys(RecordingReceiver receiver, string status) =>
        [
            .. receiver
                .Told.Where(words => IsOfTheSplit(words) && words.EndsWith(status, StringComparison.Ordinal))
                .Select(words => words.Split(' ')[0])
                .Distinct(),
        ];

    static bool IsOfTheSplit(string words) => words.Contains("/multiple-primaries/", StringComparison.Ordinal);
}
