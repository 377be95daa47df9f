using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Leadership;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>Electors before a real API server, whose ways to it are cut again and again.</summary>
public sealed class ElectorTests(ControlPlaneFixture kube) : IAsyncDisposable
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>So long that whoever is not cut off renews in time on a busy machine, too.</summary>
    static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly TemporaryDirectory _directory = new();
    readonly CancellationTokenSource _stop = new();
    readonly List<Way> _ways = [];
    readonly List<Elector> _electors = [];
    readonly List<KubernetesConnection> _connections = [];
    readonly List<Task> _running = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        foreach (var connection in _connections)
            connection.Dispose();
        foreach (var way in _ways)
            await way.DisposeAsync();
        _stop.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Two_never_may_act_at_once_whoever_is_cut_off()
    {
        var plane = await kube.StartedAsync();
        var space = await kube.NamespaceAsync();
        for (var number = 0; number < 3; number++)
            Start(plane, space, number, leaves: Cancellation);
        var leader = await LeaderAsync();
        for (var round = 0; round < 3; round++)
        {
            var former = leader;
            _ways[former].Close();
            leader = await LeaderAsync(except: former);
            _ways[former].Open();
            await Eventually.Holds(() => _electors[former].Standing.Role is Role.Following, "the former one follows");
        }
        // One each round, and one more wherever the machine held whoever led up for as long as the lease lasts.
        Assert.InRange(_electors[leader].Transitions, 3, 6);
    }

    [Fact]
    public async Task A_lease_that_is_deleted_is_made_anew_by_who_held_it()
    {
        var plane = await kube.StartedAsync();
        var space = await kube.NamespaceAsync();
        for (var number = 0; number < 3; number++)
            Start(plane, space, number, TimeSpan.FromMinutes(5), Cancellation);
        var leader = await LeaderAsync();
        await Eventually.Holds(() => _electors.Count(one => one.Standing.Role is Role.Following) == 2, "two follow");
        for (var round = 0; round < 5; round++)
        {
            var leases = plane.Client.CoordinationV1;
            await leases.DeleteNamespacedLeaseAsync("primacy", space, cancellationToken: Cancellation);
            await Eventually.Holds(
                async () => (await leases.ListNamespacedLeaseAsync(space)).Items.Any(one => one.Name() == "primacy"),
                "there is a lease again"
            );
            Assert.Equal(leader, Leader());
            var lease = await leases.ReadNamespacedLeaseAsync("primacy", space, cancellationToken: Cancellation);
            Assert.Equal($"primacy-{leader}", lease.Spec.HolderIdentity);
        }
    }

    [Fact]
    public async Task What_waits_for_the_others_hears_that_an_outage_has_begun_and_that_all_are_back()
    {
        var plane = await kube.StartedAsync();
        Start(plane, await kube.NamespaceAsync(), 0, leaves: Cancellation);
        var leader = await LeaderAsync();
        var heard = new ConcurrentQueue<bool>();
        _electors[leader].Changed += () => heard.Enqueue(_electors[leader].Standing.IsInTouch);

        _ways[leader].Close();
        await Eventually.Holds(() => heard.Contains(false), "it hears of the outage");
        _ways[leader].Open();
        await Eventually.Holds(
            () => heard.SkipWhile(isInTouch => isInTouch).Contains(true),
            "it hears that it is over"
        );
    }

    [Fact]
    public async Task What_is_given_back_is_taken_before_it_would_have_ended()
    {
        var plane = await kube.StartedAsync();
        var space = await kube.NamespaceAsync();
        using var leaves = new CancellationTokenSource();
        Start(plane, space, 0, TimeSpan.FromMinutes(5), leaves.Token);
        await LeaderAsync();
        Start(plane, space, 1, TimeSpan.FromMinutes(5), Cancellation);
        await Eventually.Holds(() => _electors[1].Standing.Role is Role.Following, "the other follows");

        await leaves.CancelAsync();
        await _running[0];
        await _electors[0].ReleaseAsync(TestContext.Current.CancellationToken);

        await Eventually.Holds(() => _electors[1].MayAct, "the other leads");
        Assert.False(_electors[0].MayAct);
    }

    [Fact]
    public async Task Who_gives_it_back_acts_no_more_though_he_never_hears_that_it_was_taken()
    {
        var plane = await kube.StartedAsync();
        var space = await kube.NamespaceAsync();
        using var leaves = new CancellationTokenSource();
        Start(plane, space, 0, TimeSpan.FromMinutes(5), leaves.Token);
        await LeaderAsync();
        await leaves.CancelAsync();
        await _running[0];

        _ways[0].Close();
        await _electors[0].ReleaseAsync(Cancellation);

        Assert.False(_electors[0].MayAct);
    }

    [Fact]
    public async Task Who_may_not_use_the_lease_says_so()
    {
        var plane = await kube.StartedAsync();
        Start(plane, "no-such-namespace", 0, leaves: Cancellation);

        await Eventually.Holds(() => _electors[0].Fault is not null, "it says why");

        Assert.Contains("no-such-namespace/primacy", _electors[0].Fault, StringComparison.Ordinal);
        Assert.False(_electors[0].MayAct);
    }

    /// <summary>Who leads, once one does: to ask again is to hear of another moment.</summary>
    async Task<int> LeaderAsync(int? except = null)
    {
        int? leader = null;
        await Eventually.Holds(
            () => (leader = Leader()) is not null && leader != except,
            except is null ? "one leads" : "another leads"
        );
        return leader!.Value;
    }

    /// <summary>Fails when there are two.</summary>
    int? Leader()
    {
        int[] leaders = [.. Enumerable.Range(0, _electors.Count).Where(number => _electors[number].MayAct)];
        // They are read one after the other, and the next one may have taken it in between: two act at once when who
        // was read before the last one acts after that, too.
        leaders = [.. leaders.SkipLast(1).Where(number => _electors[number].MayAct), .. leaders.TakeLast(1)];
        Assert.InRange(leaders.Length, 0, 1);
        return leaders.Length == 0 ? null : leaders[0];
    }

    void Start(
        ControlPlane plane,
        string space,
        int number,
        TimeSpan? duration = null,
        CancellationToken leaves = default
    )
    {
        var way = Way.To(plane.Admin.Server.Port);
        _ways.Add(way);
        var kubeconfig = way.Kubeconfig(plane, _directory[$"kubeconfig-{number}"]);
        var connection = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = kubeconfig });
        _connections.Add(connection);
        var lasts = duration ?? Duration;
        var elector = new Elector(
            new LeaseStore(connection, "primacy", space, Patience),
            new Candidacy($"primacy-{number}", lasts),
            new LedgerBook(),
            TimeProvider.System,
            NullLogger<Elector>.Instance
        );
        _electors.Add(elector);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, leaves);
        _running.Add(Task.Run(() => elector.RunAsync(stop.Token), CancellationToken.None));
    }
}
