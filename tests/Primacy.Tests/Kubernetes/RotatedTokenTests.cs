using System.Net;
using System.Net.Http.Headers;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Leadership;
using Primacy.Tests.Kubernetes.Shapes;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>
/// A service account's token in a file, as a pod has it, that is replaced and then no longer accepted.
/// </summary>
public sealed class RotatedTokenTests : IDisposable
{
    const string Space = "shop";
    const string Labels = "application=patroni,cluster-name=demo";
    const string LeasePath = $"/apis/coordination.k8s.io/v1/namespaces/{Space}/leases/primacy";

    readonly TemporaryDirectory _directory = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string TokenFile => _directory["token"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_Lease_and_the_watches_go_on_with_the_new_one()
    {
        ControlPlaneScripts.SkipIfMissing();
        await using var plane = await ControlPlane.StartAsync(withControllers: false, Cancellation);
        await plane.CreateNamespaceAsync(Space);
        var first = await TokenAsync(plane, "first");
        await File.WriteAllTextAsync(TokenFile, first + "\n", Cancellation);
        await plane.CreateAsync(Space, Manifest.Pod("demo-0", Labels, "10.0.0.1"));
        var kubeconfig = await KubeconfigAsync(plane);
        await using var follower = Follower.Start(
            plane,
            Space,
            options => options with { Kubeconfig = kubeconfig, TokenFile = TokenFile }
        );
        await follower.SeesAsync("demo-0=10.0.0.1");
        using var logs = new LogLines();
        using var stop = new CancellationTokenSource();
        using var connection = KubernetesConnection.Open(
            new KubernetesOptions { Kubeconfig = kubeconfig, TokenFile = TokenFile }
        );
        var elector = NewElector(connection, logs);
        var running = elector.RunAsync(stop.Token);
        await Eventually.Holds(() => elector.MayAct, "it leads");

        var second = await TokenAsync(plane, "second");
        // The API server itself follows who may do what, and comes a moment later.
        await Eventually.Holds(
            async () => await StatusAsync(plane, second) is HttpStatusCode.OK,
            "the second token is accepted"
        );

        // As the kubelet does: a new file in the place of the old one.
        await File.WriteAllTextAsync(TokenFile + ".new", second, Cancellation);
        File.Move(TokenFile + ".new", TokenFile, overwrite: true);
        await plane.Client.CoreV1.DeleteNamespacedServiceAccountAsync("first", Space, cancellationToken: Cancellation);
        await Eventually.Holds(
            async () => await StatusAsync(plane, first) is HttpStatusCode.Unauthorized,
            "the first token is accepted no longer"
        );
        var renewed = await RenewedAsync(plane);
        await Eventually.Holds(async () => await RenewedAsync(plane) > renewed, "the lease is renewed");
        Assert.DoesNotContain(logs.All, line => line.Contains("cannot be used", StringComparison.Ordinal));
        Assert.True(elector.MayAct);

        // Watches that are open are not asked for a token again; new ones are.
        await plane.KillApiServerAsync(Cancellation);
        await plane.StartApiServerAsync(Cancellation);
        await plane.SetAddressAsync(Space, "demo-0", "10.0.0.2");
        await follower.SeesAsync("demo-0=10.0.0.2");
        await Eventually.Holds(() => elector.MayAct, "it leads again");
        Assert.Equal(0, elector.Transitions);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_token_that_is_gone_for_a_moment_ends_nothing()
    {
        ControlPlaneScripts.SkipIfMissing();
        await using var plane = await ControlPlane.StartAsync(withControllers: false, Cancellation);
        await plane.CreateNamespaceAsync(Space);
        var token = await TokenAsync(plane, "only");
        using var logs = new LogLines();
        using var stop = new CancellationTokenSource();
        using var connection = KubernetesConnection.Open(
            new KubernetesOptions { Kubeconfig = await KubeconfigAsync(plane), TokenFile = TokenFile }
        );
        var elector = NewElector(connection, logs);
        var running = elector.RunAsync(stop.Token);
        await Eventually.Holds(() => elector.Fault is not null, "there is no token");

        await File.WriteAllTextAsync(TokenFile, "nonsense", Cancellation);
        await Eventually.Holds(
            () => elector.Fault?.Contains("does not accept our token", StringComparison.Ordinal) is true,
            "it is not accepted"
        );
        await File.WriteAllTextAsync(TokenFile, token, Cancellation);

        await Eventually.Holds(() => elector.MayAct && elector.Fault is null, "it leads");
        await stop.CancelAsync();
        await running;
    }

    /// <summary>With so long a lease that a busy API server is not taken for one that refuses a token.</summary>
    static Elector NewElector(KubernetesConnection connection, ILoggerFactory logs) =>
        new(
            new LeaseStore(connection, "primacy", Space, TimeSpan.FromSeconds(10)),
            new Candidacy("primacy-0", TimeSpan.FromSeconds(30)),
            new LedgerBook(),
            TimeProvider.System,
            logs.CreateLogger<Elector>()
        );

    static async Task<string> TokenAsync(ControlPlane plane, string account)
    {
        await plane.Client.CoreV1.CreateNamespacedServiceAccountAsync(
            new V1ServiceAccount { Metadata = new V1ObjectMeta { Name = account } },
            Space,
            cancellationToken: Cancellation
        );
        await plane.Client.RbacAuthorizationV1.CreateClusterRoleBindingAsync(
            new V1ClusterRoleBinding
            {
                Metadata = new V1ObjectMeta { Name = account },
                RoleRef = new V1RoleRef
                {
                    ApiGroup = "rbac.authorization.k8s.io",
                    Kind = "ClusterRole",
                    Name = "cluster-admin",
                },
                Subjects =
                [
                    new Rbacv1Subject
                    {
                        Kind = "ServiceAccount",
                        Name = account,
                        NamespaceProperty = Space,
                    },
                ],
            },
            cancellationToken: Cancellation
        );
        var token = await plane.Client.CoreV1.CreateNamespacedServiceAccountTokenAsync(
            new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { ExpirationSeconds = 600 } },
            account,
            Space,
            cancellationToken: Cancellation
        );
        return token.Status.Token;
    }

    /// <summary>A kubeconfig that says where the server is, with a token that it does not know.</summary>
    async Task<string> KubeconfigAsync(ControlPlane plane)
    {
        var lines = await File.ReadAllLinesAsync(plane.Kubeconfig, Cancellation);
        await File.WriteAllLinesAsync(
            _directory["kubeconfig"],
            lines.Select(line =>
                line.StartsWith("users:", StringComparison.Ordinal)
                    ? "users: [{name: user, user: {token: replaced}}]"
                    : line
            ),
            Cancellation
        );
        return _directory["kubeconfig"];
    }

    /// <summary>What somebody with a token is answered who asks for the Lease.</summary>
    static async Task<HttpStatusCode> StatusAsync(ControlPlane plane, string token)
    {
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(plane.Admin.Server, LeasePath));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    static async Task<DateTime> RenewedAsync(ControlPlane plane)
    {
        var lease = await plane.Client.CoordinationV1.ReadNamespacedLeaseAsync(
            "primacy",
            Space,
            cancellationToken: Cancellation
        );
        return lease.Spec.RenewTime!.Value;
    }
}
