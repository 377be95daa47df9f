using k8s;
using Primacy.Kubernetes.Leadership;
using Primacy.Tests.Hosting;
using Primacy.Tests.Notifications;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>Three watchers with one configuration, each a process with a way of its own to the API server.</summary>
sealed class Replicas : IAsyncDisposable
{
    readonly TemporaryDirectory _directory = new();
    readonly List<WatchProcess> _all = [];
    readonly List<Way> _ways = [];

    public IReadOnlyList<WatchProcess> All => _all;

    public static async Task<Replicas> StartAsync(
        ControlPlane plane,
        string space,
        ServiceLab lab,
        RecordingReceiver receiver,
        int leaseSeconds = 5
    )
    {
        var replicas = new Replicas();
        for (var number = 0; number < 3; number++)
        {
            var way = Way.To(plane.Admin.Server.Port);
            replicas._ways.Add(way);
            var kubeconfig = way.Kubeconfig(plane, replicas._directory[$"kubeconfig-{number}"]);
            replicas.Configure(number, space, kubeconfig, leaseSeconds, lab, receiver);
            replicas._all.Add(replicas.Start(number, lab));
        }
        foreach (var replica in replicas._all)
            await replica.ReadyAsync();
        return replicas;
    }

    /// <summary>Who leads, once exactly one says that it does: to ask again is to hear of another moment.</summary>
    public async Task<int> LedByAsync(params int[] except)
    {
        int? leader = null;
        await Eventually.Holds(async () => (leader = await LeaderAsync(except)) is not null, "one of them leads");
        return leader!.Value;
    }

    /// <summary>Which of them says that it leads; null unless exactly one does.</summary>
    async Task<int?> LeaderAsync(params int[] except)
    {
        var leaders = new List<int>();
        foreach (var number in Enumerable.Range(0, _all.Count).Except(except))
        {
            if (await _all[number].GetAsync("/metrics") is { } page && page.Contains("\nprimacy_leader 1"))
                leaders.Add(number);
        }
        return leaders is [var one] ? one : null;
    }

    /// <summary>Whether all have counted in the Lease since all were there, and so know of one another.</summary>
    public static async Task<bool> HaveCountedAsync(ControlPlane plane, string space, int count)
    {
        var lease = await plane.Client.CoordinationV1.ReadNamespacedLeaseAsync("primacy", space);
        var names = lease.Metadata.Annotations?.TryGetValue("primacy/replicas", out var text) is true ? text : null;
        var beats = RosterJson.Read(names);
        return beats.Count == count && beats.Values.All(beat => beat >= 3);
    }

    /// <summary>From now on nothing passes between a replica and the API server, and no connection ends.</summary>
    public void Cut(int number) => _ways[number].Close();

    public void Mend(int number) => _ways[number].Open();

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _all)
        {
            replica.Resume();
            replica.Dispose();
        }
        foreach (var way in _ways)
            await way.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Starts one that has ended again, with its journal.</summary>
    public async Task StartAgainAsync(int number, ServiceLab lab)
    {
        _all[number].Dispose();
        _all[number] = Start(number, lab);
        await _all[number].ReadyAsync();
    }

    void Configure(
        int number,
        string space,
        string kubeconfig,
        int leaseSeconds,
        ServiceLab lab,
        RecordingReceiver receiver
    )
    {
        File.WriteAllText(_directory["anna.token"], WatchProcess.Token);
        File.WriteAllText(
            Configuration(number),
            $$"""
            listen: 127.0.0.1:0
            state: state-{{number}}
            notify: [{ webhook: "{{receiver.Url}}" }]
            kubernetes: { kubeconfig: "{{kubeconfig}}", namespaces: [{{space}}], events: false }
            leadership: { namespace: {{space}}, duration: {{leaseSeconds}}s }
            clusters: [{ name: orders, connection: "{{lab.Lab.Conninfo()}}" }]
            web: { tokens: [{ name: anna, file: anna.token }] }
            """
        );
    }

    WatchProcess Start(int number, ServiceLab lab) =>
        WatchProcess.StartIn(
            [("PGPASSWORD", lab.Lab.Password), ("POD_NAME", $"primacy-{number}")],
            "--config",
            Configuration(number)
        );

    string Configuration(int number) => _directory[$"primacy-{number}.yaml"];
}
