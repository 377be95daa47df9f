using k8s.Models;
using Primacy.Lab.Kubernetes.Repmgr;

namespace Primacy.Lab.Kubernetes.Node;

/// <summary>What runs in which pod: those of bitnami's postgresql-repmgr do, others are only there.</summary>
internal sealed class ContainerImages(PodAddresses addresses, RepmgrPrograms programs, TimeProvider time)
{
    const string Image = "postgresql-repmgr";

    public PodAddresses Addresses => addresses;

    public async Task<IContainer> CreateAsync(V1Pod pod, PodPlace place, PodApi api, CancellationToken cancellation)
    {
        var container = pod.Spec.Containers.FirstOrDefault(c =>
            c.Image?.Contains(Image, StringComparison.Ordinal) is true
        );
        if (container is null)
            return new IdleContainer();
        var environment = await PodEnvironment.ReadAsync(pod, container, place.Address, api, cancellation);
        var settings = RepmgrSettings.From(environment);
        return new RepmgrContainer(settings, place, addresses, programs, time);
    }
}
