using System.Net.Sockets;
using System.Security.Cryptography;
using k8s;
using k8s.Models;
using Npgsql;
using Primacy.Lab.Kubernetes.Charts;
using Primacy.Lab.Kubernetes.Node;
using Primacy.Lab.Kubernetes.Plane;
using Primacy.Lab.Kubernetes.Repmgr;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Kubernetes;

/// <summary>
/// A Kubernetes on this machine with one node, and on it a release of bitnami's postgresql-ha: the control plane is
/// real, and so are PostgreSQL and repmgr. All of it ends with this process, however that ends.
/// </summary>
internal sealed class KubernetesLab : IAsyncDisposable
{
    /// <summary>The annotation of a pod that makes the next one of its name start alone, as kubectl takes it.</summary>
    public const string StartAloneNote = $"{LabNode.NextStart}={LabNode.Alone}";

    const int UsualPort = 5432;
    const int StartAttemptsMost = 3;

    static readonly TimeSpan Patient = TimeSpan.FromMinutes(2);

    readonly string _directory;
    readonly Guard _guard;
    readonly PodAddresses _addresses = new();
    readonly TimeProvider _time;
    LabControlPlane? _plane;
    LabNode? _node;

    KubernetesLab(string directory, KubernetesLabOptions options)
    {
        (_directory, _time, _guard) = (directory, options.Time, Guard.Start(directory));
        Release = new PostgresqlHa
        {
            Password = RandomNumberGenerator.GetHexString(24, lowercase: true),
            Port = _addresses.IsFree(UsualPort) ? UsualPort : PortPicker.Pick(1, [])[0],
            Replicas = options.Replicas,
            ReconnectAttempts = options.Reconnect.Attempts,
            ReconnectIntervalSeconds = options.Reconnect.IntervalSeconds,
        };
    }

    public PostgresqlHa Release { get; }

    /// <summary>Of somebody who may do everything.</summary>
    public string Kubeconfig => Plane.Kubeconfig;

    public LabControlPlane Plane => _plane ?? throw new InvalidOperationException("The lab has not started.");

    k8s.Kubernetes Client => Plane.Client;

    /// <summary>Starts it all, and returns when all pods are ready.</summary>
    public static async Task<KubernetesLab> StartAsync(
        KubernetesLabOptions options,
        IProgress<string>? progress,
        CancellationToken cancellation
    )
    {
        var plane = await PlanePrograms.FindAsync(cancellation);
        var repmgr = await RepmgrPrograms.FindAsync(cancellation);
        var directory = Directory.CreateTempSubdirectory("primacy-lab-kube-").FullName;
        repmgr.Account.Own(directory);
        var lab = new KubernetesLab(directory, options);
        try
        {
            progress?.Report($"Starting the control plane of a Kubernetes {plane.Version}");
            lab._plane = await lab.StartPlaneAsync(plane, cancellation);
            progress?.Report($"Starting {options.Replicas} pods of bitnami's postgresql-ha");
            await lab.BeginAsync(repmgr, progress, cancellation);
            return lab;
        }
        catch (Exception)
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>A superuser's connection to the PostgreSQL of one pod.</summary>
    public string ConnectionStringOf(string pod) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _addresses.Of(Release.Namespace, pod),
            Port = Release.Port,
            Username = RepmgrSettings.Superuser,
            Password = Release.Password,
            Database = RepmgrSettings.Superuser,
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 5,
        }.ConnectionString;

    /// <summary>Those of the pods that are primaries, by their own word.</summary>
    public async Task<IReadOnlyList<string>> PrimariesAsync(CancellationToken cancellation)
    {
        var primaries = new List<string>();
        foreach (var pod in Release.Pods)
        {
            try
            {
                if (await QueryAsync<bool>(pod, "SELECT NOT pg_is_in_recovery()", cancellation))
                    primaries.Add(pod);
            }
            catch (Exception silent) when (silent is NpgsqlException or SocketException or TimeoutException)
            {
                // It does not run.
            }
        }
        return primaries;
    }

    /// <summary>The first column of the first row, from the PostgreSQL of one pod.</summary>
    public async Task<T?> QueryAsync<T>(string pod, string sql, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringOf(pod));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation) is T value ? value : default;
    }

    /// <summary>What the PostgreSQL of one pod runs on, which outlives the pod.</summary>
    public string DataOf(string pod) => Path.Combine(VolumeOf(pod), "data");

    public string LogOf(string pod) => Path.Combine(VolumeOf(pod), "postgresql.log");

    /// <summary>Writes a configuration with which Primacy watches this Kubernetes; the file's name.</summary>
    public string WriteConfiguration()
    {
        var file = Path.Combine(_directory, "primacy.yaml");
        File.WriteAllText(
            file,
            $"""
            state: {Path.Combine(_directory, "state")}
            kubernetes:
              kubeconfig: {Kubeconfig}
              secret: preset

            """
        );
        return file;
    }

    /// <summary>The pod as Kubernetes has it now; null when it has none.</summary>
    public async Task<V1Pod?> PodAsync(string name, CancellationToken cancellation)
    {
        var pods = await Client.CoreV1.ListNamespacedPodAsync(
            Release.Namespace,
            fieldSelector: $"metadata.name={name}",
            cancellationToken: cancellation
        );
        return pods.Items.SingleOrDefault();
    }

    /// <summary>Deletes a pod as kubectl would; the StatefulSet makes it anew.</summary>
    public Task DeleteAsync(string pod, int? graceSeconds, CancellationToken cancellation) =>
        Client.CoreV1.DeleteNamespacedPodAsync(
            pod,
            Release.Namespace,
            new V1DeleteOptions { GracePeriodSeconds = graceSeconds },
            cancellationToken: cancellation
        );

    /// <summary>Says that the next pod of this name starts without finding the others.</summary>
    public Task StartAloneNextAsync(string pod, CancellationToken cancellation) =>
        Client.CoreV1.PatchNamespacedPodAsync(
            new V1Patch(
                $$$"""{"metadata": {"annotations": {"{{{LabNode.NextStart}}}": "{{{LabNode.Alone}}}"} } }""",
                V1Patch.PatchType.MergePatch
            ),
            pod,
            Release.Namespace,
            cancellationToken: cancellation
        );

    /// <summary>
    /// The story's own failure: the primary's pod is deleted, another is promoted, and the old one comes back without
    /// finding the others, and so as a second primary.
    /// </summary>
    /// <returns>The pod that came back, when it has.</returns>
    public async Task<string> BreakAsync(CancellationToken cancellation)
    {
        var primaries = await PrimariesAsync(cancellation);
        if (primaries is not [var primary])
            throw new LabException($"There is not one primary to begin with, but {primaries.Count}.");
        var before = await PodAsync(primary, cancellation);
        await StartAloneNextAsync(primary, cancellation);
        await DeleteAsync(primary, graceSeconds: null, cancellation);
        await ReadyAsync(primary, before?.Metadata.Uid, cancellation);
        return primary;
    }

    /// <summary>Waits until the present pod of a name is ready, and is another one than before.</summary>
    public async Task ReadyAsync(string pod, string? formerUid, CancellationToken cancellation)
    {
        var isReady = await Patience.UntilAsync(
            async () => await PodAsync(pod, cancellation) is { } now && now.Metadata.Uid != formerUid && IsReady(now),
            Patient,
            _time,
            cancellation
        );
        if (!isReady)
            throw new LabException(
                $"{pod} was not ready within {Patient.TotalSeconds:0} s. The end of its log:\n{LogTail.Read(LogOf(pod), 8)}"
            );
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();
        if (_plane is not null)
            await _plane.DisposeAsync();
        await _guard.DisposeAsync();
    }

    async Task<LabControlPlane> StartPlaneAsync(PlanePrograms programs, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var directory = Directory.CreateDirectory(Path.Combine(_directory, $"plane-{attempt}")).FullName;
                return await LabControlPlane.StartAsync(directory, programs, _time, cancellation);
            }
            catch (LabException failure) when (failure.IsPortTaken && attempt < StartAttemptsMost)
            {
                // Another process was faster; the next attempt takes other ports.
            }
        }
    }

    async Task BeginAsync(RepmgrPrograms programs, IProgress<string>? progress, CancellationToken cancellation)
    {
        var volumes = Path.Combine(_directory, "volumes");
        programs.Account.CreateDirectory(volumes);
        var images = new ContainerImages(_addresses, programs, _time);
        _node = new LabNode(Client, volumes, images, _time, progress);
        await MakeObjectsAsync(cancellation);
        foreach (var pod in Release.Pods)
            await ReadyAsync(pod, formerUid: null, cancellation);
    }

    async Task MakeObjectsAsync(CancellationToken cancellation)
    {
        var (core, space) = (Client.CoreV1, Release.Namespace);
        await core.CreateNamespaceAsync(
            new V1Namespace { Metadata = new V1ObjectMeta { Name = space } },
            cancellationToken: cancellation
        );
        await core.CreateNamespacedSecretAsync(Release.Secret, space, cancellationToken: cancellation);
        foreach (var service in Release.Services)
            await core.CreateNamespacedServiceAsync(service, space, cancellationToken: cancellation);
        await Client.AppsV1.CreateNamespacedStatefulSetAsync(
            Release.StatefulSet,
            space,
            cancellationToken: cancellation
        );
        await MakePoolerAsync(cancellation);
    }

    /// <summary>Until its namespace has the account that every pod runs under, no pod is admitted.</summary>
    async Task MakePoolerAsync(CancellationToken cancellation)
    {
        await Patience.UntilAsync(
            async () =>
            {
                var accounts = await Client.CoreV1.ListNamespacedServiceAccountAsync(
                    Release.Namespace,
                    cancellationToken: cancellation
                );
                return accounts.Items.Count > 0;
            },
            Patient,
            _time,
            cancellation
        );
        await Client.CoreV1.CreateNamespacedPodAsync(
            Release.PoolerPod,
            Release.Namespace,
            cancellationToken: cancellation
        );
    }

    static bool IsReady(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) is true;

    string VolumeOf(string pod) => Path.Combine(_directory, "volumes", $"{Release.Namespace}.data-{pod}");
}
