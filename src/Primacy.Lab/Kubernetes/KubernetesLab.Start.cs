using k8s;
using k8s.Models;
using Primacy.Lab.Kubernetes.Node;
using Primacy.Lab.Kubernetes.Plane;
using Primacy.Lab.Kubernetes.Repmgr;

namespace Primacy.Lab.Kubernetes;

internal sealed partial class KubernetesLab
{
    const int StartAttemptsMost = 3;

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

    /// <summary>
    /// Until its namespace has the account that every pod runs under, no pod is admitted. The account's token, which
    /// older API servers make later still, no pod here asks for.
    /// </summary>
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
}
