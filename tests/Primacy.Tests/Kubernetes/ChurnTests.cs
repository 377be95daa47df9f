using System.Diagnostics;
using System.Globalization;
using Primacy.Kubernetes.Objects;
using Primacy.Tests.Kubernetes.Shapes;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>
/// Pods that change all the time. Beside the other tests it is a small site; <c>bench/kubernetes</c> makes it 1,000
/// pods in 300 clusters, ten changes a second and two minutes.
/// </summary>
[Collection(nameof(Alone))]
public sealed class ChurnTests(ControlPlaneFixture kube)
{
    const long GrowthMost = 16 << 20;

    static readonly bool IsFull = Environment.GetEnvironmentVariable("PRIMACY_CHURN") == "full";
    static readonly int Clusters = IsFull ? 300 : 12;
    static readonly int Pods = IsFull ? 1000 : 40;
    static readonly int Changes = IsFull ? 1200 : 80;
    static readonly TimeSpan Pause = IsFull ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero;

    readonly SortedDictionary<string, string> _addresses = new(StringComparer.Ordinal);
    readonly Random _chance = new(1);
    int _given;

    [Fact]
    public async Task The_view_is_right_at_the_end_and_nothing_was_listed_twice()
    {
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        for (var i = 0; i < Pods; i++)
            await CreateAsync(plane, space, $"c{i % Clusters}-{i / Clusters}");
        // Forgotten at once, so that what is seen is what there is.
        await using var follower = Follower.Start(
            plane,
            space,
            options => options with { Presets = ["patroni"], Forget = TimeSpan.Zero }
        );
        await Eventually.Holds(() => IsRight(follower), "all pods are seen");
        var (lists, before) = (follower.Requests.Lists, GC.GetTotalMemory(forceFullCollection: true));
        var answered = await plane.ListsAsync();

        using var timer = new PeriodicTimer(IsFull ? Pause : TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < Changes; i++)
        {
            await ChangeAsync(plane, space);
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        var clock = Stopwatch.StartNew();
        await Eventually.Holds(() => IsRight(follower), "all changes are seen");
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.SendDiagnosticMessage(
            "{0} pods, {1} changes: right {2:0} ms after the last, memory {3:+0;-0;0} KB, {4} lists, {5} watches; "
                + "lists of pods that the API server counted meanwhile: {6}",
            _addresses.Count,
            Changes,
            clock.Elapsed.TotalMilliseconds,
            grown / 1024,
            follower.Requests.Lists,
            follower.Requests.Watches,
            await plane.ListsAsync() - answered
        );
        Assert.Equal(lists, follower.Requests.Lists);
        Assert.InRange(grown, long.MinValue, GrowthMost);
    }

    async Task ChangeAsync(ControlPlane plane, string space)
    {
        var pod = _addresses.Keys.ElementAt(_chance.Next(_addresses.Count));
        switch (_chance.Next(3))
        {
            case 0:
                await plane.DeleteAsync(space, ObjectKind.Pod, pod);
                _addresses.Remove(pod);
                await CreateAsync(plane, space, pod);
                break;
            case 1:
                await plane.SetAddressAsync(space, pod, _addresses[pod] = NewAddress());
                break;
            default:
                await plane.LabelAsync(space, pod, "role", _chance.Next(2) == 0 ? "primary" : "replica");
                break;
        }
    }

    Task CreateAsync(ControlPlane plane, string space, string pod) =>
        plane.CreateAsync(
            space,
            Manifest.Pod(
                pod,
                $"application=patroni,cluster-name={pod.Split('-')[0]},role=replica",
                _addresses[pod] = NewAddress()
            )
        );

    string NewAddress()
    {
        _given++;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"10.{100 + _given / 62500}.{_given / 250 % 250}.{1 + _given % 250}"
        );
    }

    bool IsRight(Follower follower) =>
        follower
            .Found.SelectMany(cluster => cluster.Instances)
            .Select(instance => (instance.Name, instance.Address))
            .OrderBy(seen => seen.Name, StringComparer.Ordinal)
            .SequenceEqual(_addresses.Select(pod => (pod.Key, (string?)pod.Value)));
}
