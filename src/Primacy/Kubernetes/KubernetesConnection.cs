using System.Net;
using k8s;
using k8s.Exceptions;

namespace Primacy.Kubernetes;

/// <summary>
/// The connection to the API server. The official client knows kubeconfig files, exec plugins and service accounts.
/// </summary>
internal sealed class KubernetesConnection : IDisposable
{
    /// <summary>
    /// A server that is gone without a word is noticed by this and the patience for the answer, not after minutes. See
    /// https://learn.microsoft.com/dotnet/api/system.net.http.socketshttphandler.keepalivepingdelay.
    /// </summary>
    static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(5);

    static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(5);

    static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    KubernetesConnection(KubernetesClientConfiguration configuration, DelegatingHandler[] handlers)
    {
        configuration.FirstMessageHandlerSetup = SetUp;
        Server = new Uri(configuration.Host);
        Namespace = string.IsNullOrEmpty(configuration.Namespace) ? "default" : configuration.Namespace;
        Client = new k8s.Kubernetes(configuration, handlers);
    }

    /// <summary>How long a server that is gone may pass for one that has nothing to say.</summary>
    public static TimeSpan SilenceMost { get; } = PingDelay + PingPatience;

    /// <summary>The official client, for what is asked once.</summary>
    public k8s.Kubernetes Client { get; }

    /// <summary>Where the API server is.</summary>
    public Uri Server { get; }

    /// <summary>The namespace of our own pod, or of the kubeconfig's context.</summary>
    public string Namespace { get; }

    /// <summary>Opens nothing yet: the first request connects.</summary>
    /// <param name="options">The options.</param>
    /// <param name="handlers">What sees every request, for those who count them.</param>
    /// <exception cref="KubernetesAccessException">There is no such file, context or service account.</exception>
    public static KubernetesConnection Open(KubernetesOptions options, params DelegatingHandler[] handlers)
    {
        try
        {
            return new KubernetesConnection(Read(options), handlers);
        }
        catch (Exception e) when (IsOfConfiguration(e))
        {
            throw new KubernetesAccessException($"{Source(options)} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Sends a request with our credentials, and comes back with the first line of the answer.</summary>
    public async Task<HttpResponseMessage> GetAsync(string pathAndQuery, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Client.BaseUri, pathAndQuery));
        request.Version = HttpVersion.Version20;
        request.Headers.Accept.ParseAdd("application/json");
        if (Client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellation);
        return await Client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    public void Dispose() => Client.Dispose();

    static bool IsOfConfiguration(Exception e) =>
        e is KubeConfigException or IOException or UnauthorizedAccessException or UriFormatException;

    static KubernetesClientConfiguration Read(KubernetesOptions options)
    {
        var isInCluster = options is { Kubeconfig: null, Context: null } && KubernetesClientConfiguration.IsInCluster();
        var configuration = isInCluster
            ? KubernetesClientConfiguration.InClusterConfig()
            : FromFile(options.Kubeconfig, options.Context);
        var token = options.TokenFile ?? (isInCluster ? RotatingToken.OfPod : null);
        if (token is null)
            return configuration;
        configuration.AccessToken = null;
        configuration.TokenProvider = new RotatingToken(token);
        return configuration;
    }

    /// <summary>Without a file, what KUBECONFIG names and else ~/.kube/config, as kubectl has it.</summary>
    static KubernetesClientConfiguration FromFile(string? file, string? context) =>
        KubernetesClientConfiguration.BuildConfigFromConfigFile(file, context);

    static string Source(KubernetesOptions options) =>
        options.Kubeconfig is { } file
            ? $"The kubeconfig {file}"
            : "Neither the service account of a pod nor a kubeconfig (KUBECONFIG, ~/.kube/config)";

    /// <summary>Each watch is a stream for as long as it lasts, and one connection carries only so many.</summary>
    static void SetUp(SocketsHttpHandler handler)
    {
        handler.EnableMultipleHttp2Connections = true;
        handler.ConnectTimeout = ConnectPatience;
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.KeepAlivePingDelay = PingDelay;
        handler.KeepAlivePingTimeout = PingPatience;
        handler.AutomaticDecompression = DecompressionMethods.All;
    }
}
