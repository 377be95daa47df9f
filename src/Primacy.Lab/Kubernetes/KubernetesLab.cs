using System.Security.Cryptography;
using k8s;
using k8s.Models;
using Primacy.Lab.Kubernetes.Charts;
using Primacy.Lab.Kubernetes.Node;
using Primacy.Lab.Kubernetes.Plane;
using Primacy.Lab.Kubernetes.Repmgr;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Kubernetes;

/// <summary>
/// A Kubernetes on this machine with one node, and on it a release of bitnami's postgresql-ha: the control plane is
/// real, and so are PostgreSQL and repmgr. All of it ends with this process, however that ends.
/// </summary>
internal sealed partial class KubernetesLab : IAsyncDisposable
{
    /// <summary>The annotation of a pod that makes the next one of its name start alone, as kubectl takes it.</summary>
    public const string StartAloneNote = $"{LabNode.NextStart}={LabNode.Alone}";

    const int UsualPort = 5432;

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

    /// <summary>What the PostgreSQL of one pod runs on, which outlives the pod.</summary>
    public string DataOf(string pod) => Path.Combine(VolumeOf(pod), "data");

    public string LogOf(string pod) => Path.Combine(VolumeOf(pod), "postgresql.log");

    /// <summary>Writes a configuration with which Primacy watches this Kubernetes, and may mend it.</summary>
    /// <returns>The file, and that with the token of who may approve.</returns>
    public (string File, string TokenFile) WriteConfiguration()
    {
        var (file, token) = (Path.Combine(_directory, "primacy.yaml"), Path.Combine(_directory, "token"));
        LabDirectory.Replace(token, RandomNumberGenerator.GetHexString(32, lowercase: true));
        LabDirectory.Replace(
            file,
            $$"""
            state: {{Path.Combine(_directory, "state")}}
            web: { tokens: [{ name: lab, file: {{token}} }] }
            kubernetes:
              kubeconfig: {{Kubeconfig}}
              secret: preset
              repair: propose

            """
        );
        return (file, token);
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

    static bool IsReady(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) is true;

    string VolumeOf(string pod) => Path.Combine(_directory, "volumes", $"{Release.Namespace}.data-{pod}");
}
