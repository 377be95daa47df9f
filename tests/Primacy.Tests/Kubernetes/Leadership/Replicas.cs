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
        RecordingReceiver receiver
    )
    {
        var replicas = new Replicas();
        for (var number = 0; number < 3; number++)
            replicas.Start(plane, space, lab, receiver, number);
        foreach (var replica in replicas._all)
            await replica.ReadyAsync();
        return replicas;
    }

    /// <summary>Which of them says that it leads; null unless exactly one does.</summary>
    public async Task<int?> LeaderAsync(params int[] except)
    {
        var leaders = new List<int>();
        foreach (var number in Enumerable.Range(0, _all.Count).Except(except))
        {
            if (await _all[number].GetAsync("/metrics") is { } page && page.Contains("\nprimacy_leader 1"))
                leaders.Add(number);
        }
        return leaders is [var one] ? one : null;
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

    void Start(ControlPlane plane, string space, ServiceLab lab, RecordingReceiver receiver, int number)
    {
        var way = Way.To(plane.Admin.Server.Port);
        _ways.Add(way);
        var kubeconfig = way.Kubeconfig(plane, _directory[$"kubeconfig-{number}"]);
        var configuration = _directory[$"primacy-{number}.yaml"];
        File.WriteAllText(
            configuration,
            $$"""
            listen: 127.0.0.1:0
            state: state-{{number}}
            notify: [{ webhook: "{{receiver.Url}}" }]
            kubernetes: { kubeconfig: "{{kubeconfig}}", namespaces: [{{space}}] }
            leadership: { namespace: {{space}}, duration: 5s }
            clusters: [{ name: orders, connection: "{{lab.Lab.Conninfo()}}" }]
            """
        );
        _all.Add(
            WatchProcess.StartIn(
                [("PGPASSWORD", lab.Lab.Password), ("POD_NAME", $"primacy-{number}")],
                "--config",
                configuration
            )
        );
    }
}
