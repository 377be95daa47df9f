using Primacy.Kubernetes;

namespace Primacy.Tests.Kubernetes;

/// <summary>An API server before which we have no token, as where its file may not be read for a moment.</summary>
static class UnreadableToken
{
    internal static KubernetesConnection Connect(TemporaryDirectory directory)
    {
        var file = directory["kubeconfig-without-token"];
        File.WriteAllText(
            file,
            """
            apiVersion: v1
            kind: Config
            clusters: [{ name: c, cluster: { server: 'http://127.0.0.1:1' } }]
            users: [{ name: u, user: { token: x } }]
            contexts: [{ name: x, context: { cluster: c, user: u } }]
            current-context: x
            """
        );
        // To read a directory as a file is forbidden to root as well.
        return KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = file, TokenFile = directory.Path });
    }
}
