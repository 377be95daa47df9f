using k8s;
using k8s.Models;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>Makes objects as tests need them.</summary>
static class Objects
{
    public static Task CreateNamespaceAsync(this ControlPlane plane, string name) =>
        plane.Client.CoreV1.CreateNamespaceAsync(
            new V1Namespace { Metadata = new V1ObjectMeta { Name = name } },
            cancellationToken: TestContext.Current.CancellationToken
        );
}
