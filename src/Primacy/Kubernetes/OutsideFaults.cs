using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using k8s.Exceptions;

namespace Primacy.Kubernetes;

/// <summary>
/// What may befall anybody who asks an API server: it is away, in between there is something else, or the token file
/// is just being replaced, or a plugin of the kubeconfig has no token. Nothing of it is a fault of ours.
/// </summary>
internal static class OutsideFaults
{
    /// <remarks>
    /// HttpClient lets a bare SocketException through when a connection ends in the moment in which it was made.
    /// </remarks>
    public static bool Include(Exception fault) =>
        fault
            is HttpRequestException
                or SocketException
                or IOException
                or UnauthorizedAccessException
                or AuthenticationException
                or JsonException
                or KubeConfigException;
}
