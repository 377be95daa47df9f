using System.Diagnostics;
using k8s;
using k8s.Models;
using Primacy.Tests.Hosting;
using Primacy.Tests.Notifications;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>
/// The leader of three is lost and found again, round after round, with a real split each time. Beside the other tests
/// it is one round with a short lease; <c>bench/kubernetes</c> makes it several with the default one.
/// </summary>
public sealed class FailoverTests(ControlPlaneFixture kube, ServiceLab fixture) : IClassFixture<ServiceLab>
{
    static readonly bool IsFull = Environment.GetEnvironmentVariable("PRIMACY_CHURN") == "full";
    static readonly int Rounds = IsFull ? 2 : 1;
    static readonly int LeaseSeconds = IsFull ? 15 : 5;

    static readonly string[] Firing =
    [
        "was told: Fired orders/multiple-primaries/",
        "was told: Changed orders/multiple-primaries/",
    ];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LostLeaderTests.Loss.Kill)]
    [InlineData(LostLeaderTests.Loss.Freeze)]
    [InlineData(LostLeaderTests.Loss.Cut)]
    public async Task Two_never_lead_at_once_and_a_split_is_told_once_or_twice(LostLeaderTests.Loss loss)
    {
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        await using var receiver = await RecordingReceiver.Start();
        await using var replicas = await Replicas.StartAsync(plane, space, fixture, receiver, LeaseSeconds);
        for (var round = 0; round < Rounds; round++)
        {
            var (first, told) = (await replicas.LedByAsync(), Told(replicas));
            var bodies = receiver.Bodies.Count;
            var clock = Stopwatch.StartNew();
            Lose(replicas, first, loss);
            // Watched from here on: the promotion may take as long as the lease.
            var taking = TakenAsync(plane, space, $"primacy-{first}");
            await fixture.Lab.PromoteAsync(2, Cancellation);

            var (before, after, taken) = await taking;
            var gap = after.Spec.AcquireTime!.Value - before.Spec.RenewTime!.Value;
            await Eventually.Holds(() => Tellers(replicas, told) > 0, "the split is told");
            var toldAfter = clock.Elapsed;
            var both = await FindAsync(replicas, first, loss);
            await fixture.Lab.RejoinAsync(2, 1, Cancellation);
            await Eventually.Holds(() => receiver.Told.Skip(bodies).Any(IsEnd), "its end is told");

            TestContext.Current.SendDiagnosticMessage(
                "{0}, lease {1} s: another leads {2:0.0} s after the loss, {3:0.0} s after the last renewal; the split "
                    + "was told after {4:0.0} s, {5} time(s)",
                loss,
                LeaseSeconds,
                taken.TotalSeconds,
                gap.TotalSeconds,
                toldAfter.TotalSeconds,
                Tellers(replicas, told)
            );
            Assert.True(gap.TotalSeconds > LeaseSeconds * 2.0 / 3, $"taken {gap} after the last renewal");
            Assert.False(both, "two said at once that they lead");
            Assert.InRange(Tellers(replicas, told), 1, 2);
            if (loss is LostLeaderTests.Loss.Kill && round + 1 < Rounds)
                await replicas.StartAgainAsync(first, fixture);
        }
    }

    /// <summary>The Lease as its holder renewed it last, and as another one took it, and how long that was.</summary>
    static async Task<(V1Lease Before, V1Lease After, TimeSpan Taken)> TakenAsync(
        ControlPlane plane,
        string space,
        string first
    )
    {
        V1Lease? before = null;
        for (var clock = Stopwatch.StartNew(); ; )
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "nobody takes the lease");
            var lease = await plane.Client.CoordinationV1.ReadNamespacedLeaseAsync("primacy", space);
            if (before is not null && lease.Spec.HolderIdentity != first)
                return (before, lease, clock.Elapsed);
            before = lease;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        }
    }

    /// <summary>The former leader is found again, and must never say that it leads until it follows.</summary>
    static async Task<bool> FindAsync(Replicas replicas, int first, LostLeaderTests.Loss loss)
    {
        if (loss is LostLeaderTests.Loss.Kill)
            return false;
        if (loss is LostLeaderTests.Loss.Freeze)
            replicas.All[first].Resume();
        else
            replicas.Mend(first);
        var isLeading = false;
        await replicas
            .All[first]
            .HoldsAsync(
                async () =>
                {
                    var state = await replicas.All[first].GetAsync("/api/v1/leadership") ?? "";
                    isLeading |= state.Contains("\"leading\"", StringComparison.Ordinal);
                    return state.Contains("\"following\"", StringComparison.Ordinal);
                },
                "the former leader follows"
            );
        return isLeading;
    }

    static void Lose(Replicas replicas, int number, LostLeaderTests.Loss loss)
    {
        if (loss is LostLeaderTests.Loss.Kill)
            replicas.All[number].Kill();
        else if (loss is LostLeaderTests.Loss.Freeze)
            replicas.All[number].Freeze();
        else
            replicas.Cut(number);
    }

    /// <summary>How often each told that something fires, or what has become of it.</summary>
    static int[] Told(Replicas replicas) =>
        [.. replicas.All.Select(one => one.Errors.Split(Firing, StringSplitOptions.None).Length)];

    /// <summary>
    /// How many have told since. What has become of it is told once more by the same one, and is no page.
    /// </summary>
    static int Tellers(Replicas replicas, int[] before) =>
        Told(replicas).Zip(before).Count(one => one.First > one.Second);

    static bool IsEnd(string words) =>
        words.Contains("/multiple-primaries/", StringComparison.Ordinal)
        && words.EndsWith("resolved", StringComparison.Ordinal);
}
