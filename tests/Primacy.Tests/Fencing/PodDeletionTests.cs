using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Primacy.Fencing;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Objects;
using Primacy.Kubernetes.Pods;
using Primacy.Lab;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Tests.Kubernetes;
using Xunit;

namespace Primacy.Tests.Fencing;

/// <summary>The pod that was judged is deleted in its own time, and no other; on a real API server.</summary>
public sealed partial class PodDeletionTests(ControlPlaneFixture kube) : FenceContract, IAsyncDisposable
{
    const string Pod = "db-0";

    readonly TemporaryDirectory _directory = new();
    readonly CancellationTokenSource _end = new();
    Task _kubelet = Task.CompletedTask;
    ControlPlane _plane = null!;
    string _space = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _kubelet.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_pod_that_was_replaced_meanwhile_is_left_alone()
    {
        await using var stage = await FenceStage.StartAsync();
        var fence = await FenceAsync(stage);
        var order = await FenceStage.OrderAsync(fence, await stage.JudgeAsync());
        await _plane.DeleteAsync(_space, ObjectKind.Pod, Pod);
        await CreatePodAsync(stage.Loser.Host);

        var outcome = Assert.IsType<FenceOutcome.Refused>(await fence.FenceAsync(order, Cancellation));

        Assert.StartsWith("What was approved does not hold any longer.", outcome.Why, StringComparison.Ordinal);
        Assert.False(await IsTouchedAsync(stage));
        Assert.Equal(
            $"The pod {_space}/{Pod} is another one by now.",
            await new PodApi(_plane.Admin, new PodName(_space, Pod)).DeleteAsync("not-its-uid", Cancellation)
        );
        Assert.False(await IsTouchedAsync(stage));
    }

    [Fact]
    public async Task A_pod_at_another_address_than_the_server_that_was_judged_is_left_alone()
    {
        await using var stage = await FenceStage.StartAsync();
        var fence = await FenceAsync(stage);
        var order = await FenceStage.OrderAsync(fence, await stage.JudgeAsync());
        await _plane.SetAddressAsync(_space, Pod, "10.0.0.9");

        var outcome = Assert.IsType<FenceOutcome.Refused>(await fence.FenceAsync(order, Cancellation));

        Assert.Contains("the address 10.0.0.9", outcome.Why, StringComparison.Ordinal);
        Assert.False(await IsTouchedAsync(stage));
    }

    [Fact]
    public async Task A_right_that_is_missing_is_said_before_and_refused_when_it_is_taken_away()
    {
        await using var stage = await FenceStage.StartAsync();
        var order = await FenceStage.OrderAsync(await FenceAsync(stage), await stage.JudgeAsync());
        using var poor = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = await PoorAsync() });
        var fence = Deletion(stage, poor);

        var offer = Assert.IsType<Offer.Impossible>(await fence.OfferAsync(order.Loser, Cancellation));
        var outcome = await fence.FenceAsync(order, Cancellation);

        var why = $"This service account may not delete the pod {_space}/{Pod}.";
        Assert.Equal(why, offer.Why);
        Assert.Contains("repair.enabled=true", offer.Remedy, StringComparison.Ordinal);
        Assert.Equal(new FenceOutcome.Refused(why), outcome);
    }

    [Fact]
    public async Task A_pod_that_is_gone_while_its_server_answers_is_no_proof()
    {
        await using var stage = await FenceStage.StartAsync();
        var fence = await FenceAsync(stage, isEnded: false);
        var order = await FenceStage.OrderAsync(fence, await stage.JudgeAsync());

        var outcome = await fence.FenceAsync(order, Cancellation);

        var why = Assert.IsType<FenceOutcome.Unknown>(outcome).Why;
        Assert.Contains("its server still answers", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_are_lost_end_no_deletion_before_the_pod_is_gone()
    {
        await using var stage = await FenceStage.StartAsync();
        var order = await FenceStage.OrderAsync(await FenceAsync(stage), await stage.JudgeAsync());
        using var lossy = KubernetesConnection.Open(
            new KubernetesOptions { Kubeconfig = _plane.Kubeconfig },
            new LostAnswers()
        );

        var outcome = await Deletion(stage, lossy).FenceAsync(order, Cancellation);

        Assert.IsType<FenceOutcome.Fenced>(outcome);
    }

    [Fact]
    public async Task Who_has_to_give_up_says_that_the_deletion_was_asked_for()
    {
        await using var stage = await FenceStage.StartAsync();
        await CreateAsync(stage);
        var fence = Deletion(stage, _plane.Admin);
        var order = await FenceStage.OrderAsync(fence, await stage.JudgeAsync());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var fencing = fence.FenceAsync(order, stop.Token);
        await Eventually.Holds(() => IsTouchedAsync(stage), "the pod ends");
        await stop.CancelAsync();

        Assert.Equal(
            new FenceOutcome.Unknown(
                $"The deletion of the pod {_space}/{Pod} was asked for, and it was given up to wait for its end."
            ),
            await fencing
        );
    }

    [Fact]
    public async Task A_token_that_cannot_be_read_is_said()
    {
        using var connection = UnreadableToken.Connect(_directory);
        var fence = new PodDeletion(_ => new PodName("shop", Pod), () => connection, _ => null, TimeProvider.System);

        var offer = await fence.OfferAsync(
            new RepairTarget("c", new("db-0"), "10.0.0.1", 5432, new(1), new(1), DateTimeOffset.UnixEpoch),
            Cancellation
        );

        Assert.StartsWith(
            "The Kubernetes API does not answer as it should: ",
            Assert.IsType<Offer.Impossible>(offer).Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_was_not_found_in_Kubernetes_is_none_of_its_business()
    {
        await using var stage = await FenceStage.StartAsync();
        var fence = new PodDeletion(_ => null, () => null, _ => stage.Settings, TimeProvider.System);

        Assert.Equal(Offer.None, await fence.OfferAsync(await stage.JudgeAsync(), Cancellation));
    }

    private protected override Task<IFence> FenceAsync(FenceStage stage) => FenceAsync(stage, isEnded: true);

    private protected override async Task<bool> IsTouchedAsync(FenceStage stage) =>
        await FindAsync() is not { Metadata.DeletionTimestamp: null };

    async Task<IFence> FenceAsync(FenceStage stage, bool isEnded)
    {
        await CreateAsync(stage);
        _kubelet = PlayKubeletAsync(isEnded ? stage.Servers.Lab : null);
        return Deletion(stage, _plane.Admin);
    }

    async Task CreateAsync(FenceStage stage)
    {
        _plane = await kube.StartedAsync();
        _space = await kube.NamespaceAsync();
        await CreatePodAsync(stage.Loser.Host);
    }

    PodDeletion Deletion(FenceStage stage, KubernetesConnection connection) =>
        new(_ => new PodName(_space, Pod), () => connection, _ => stage.Settings, TimeProvider.System);

    /// <summary>A pod that a node runs, so that it is gone only when the kubelet says so.</summary>
    Task CreatePodAsync(string address) =>
        _plane.CreateAsync(
            _space,
            JsonNode
                .Parse(
                    $$"""
                    {
                      "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "{{Pod}}" },
                      "spec": {
                        "nodeName": "node-a", "terminationGracePeriodSeconds": 20,
                        "containers": [{ "name": "postgres", "image": "postgres" }]
                      },
                      "status": { "podIP": "{{address}}", "podIPs": [{ "ip": "{{address}}" }], "phase": "Running" }
                    }
                    """
                )!
                .AsObject()
        );

    /// <summary>Stops the server of a pod that is to end, and then lets it go.</summary>
    async Task PlayKubeletAsync(LabCluster? lab)
    {
        while (await FindAsync() is { } pod)
        {
            if (pod.Metadata.DeletionTimestamp is { })
            {
                if (lab is not null)
                    await lab.StopAsync(1, _end.Token);
                await _plane.DeleteAsync(_space, ObjectKind.Pod, Pod);
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, _end.Token);
        }
    }

    Task<V1Pod?> FindAsync() => new PodApi(_plane.Admin, new PodName(_space, Pod)).FindAsync(Cancellation);

    /// <summary>A kubeconfig of an account that may list pods and nothing else.</summary>
    async Task<string> PoorAsync()
    {
        var meta = new V1ObjectMeta { Name = "poor" };
        await _plane.Client.CoreV1.CreateNamespacedServiceAccountAsync(
            new V1ServiceAccount { Metadata = meta },
            _space,
            cancellationToken: Cancellation
        );
        await _plane.Client.RbacAuthorizationV1.CreateNamespacedRoleAsync(
            new V1Role
            {
                Metadata = meta,
                Rules =
                [
                    new V1PolicyRule
                    {
                        ApiGroups = [""],
                        Resources = ["pods"],
                        Verbs = ["list"],
                    },
                ],
            },
            _space,
            cancellationToken: Cancellation
        );
        await _plane.Client.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(
            new V1RoleBinding
            {
                Metadata = meta,
                RoleRef = new V1RoleRef
                {
                    ApiGroup = "rbac.authorization.k8s.io",
                    Kind = "Role",
                    Name = "poor",
                },
                Subjects =
                [
                    new Rbacv1Subject
                    {
                        Kind = "ServiceAccount",
                        Name = "poor",
                        NamespaceProperty = _space,
                    },
                ],
            },
            _space,
            cancellationToken: Cancellation
        );
        var token = await _plane.Client.CoreV1.CreateNamespacedServiceAccountTokenAsync(
            new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [] } },
            "poor",
            _space,
            cancellationToken: Cancellation
        );
        var text = await File.ReadAllTextAsync(_plane.Kubeconfig + ".token", Cancellation);
        var file = _directory["kubeconfig"];
        await File.WriteAllTextAsync(file, Token().Replace(text, $"token: {token.Status.Token}"), Cancellation);
        return file;
    }

    [GeneratedRegex("token: [0-9a-f]+")]
    private static partial Regex Token();
}
