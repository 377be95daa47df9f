using System.Net.Http.Headers;
using k8s.Authentication;

namespace Primacy.Kubernetes;

/// <summary>
/// A token that somebody replaces, as the kubelet does a service account's. It is read for every request, which is a
/// page of memory a few times a second: the official client keeps it for a minute, and whose token is taken back before
/// its time would lose the Lease for as long. See
/// https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken.
/// </summary>
internal sealed class RotatingToken(string file) : ITokenProvider
{
    /// <summary>Where every pod finds that of its service account.</summary>
    public const string OfPod = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) =>
        new("Bearer", (await File.ReadAllTextAsync(file, cancellationToken)).Trim());
}
