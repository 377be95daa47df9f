using k8s;
using k8s.Models;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Events;
using Primacy.Kubernetes.Pods;
using Primacy.Notifications;
using Primacy.Tests.Kubernetes.Shapes;
using Primacy.Tests.Storage;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>Pods that a split is about are marked, once for all that is the same.</summary>
public sealed class PodEventTests(ControlPlaneFixture kube)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_claimants_pod_says_that_there_is_a_second_primary()
    {
        var space = await StartAsync();

        Assert.Equal(DeliveryOutcome.Accepted, await TellAsync(space, Stories.Fired(Split())));

        foreach (var pod in (string[])["db-1", "db-2"])
        {
            var told = Assert.Single(await EventsAsync(space, pod));
            Assert.Equal(("Warning", "MultiplePrimaries", 1), (told.Type, told.Reason, told.Count));
            Assert.Equal(("primacy", "primacy"), (told.Source.Component, told.ReportingComponent));
            Assert.StartsWith("second primary: ", told.Message, StringComparison.Ordinal);
            Assert.Contains("Keep db-2: ", told.Message, StringComparison.Ordinal);
            Assert.EndsWith("https://primacy.example/clusters/c", told.Message, StringComparison.Ordinal);
        }
        Assert.Empty(await EventsAsync(space, "db-3"));
    }

    [Fact]
    public async Task What_changes_is_counted_and_its_end_is_normal()
    {
        var space = await StartAsync();
        var (split, changed) = (Split(), Split("both sides have committed"));
        await TellAsync(space, Stories.Fired(split));
        await TellAsync(space, new IncidentEvent(IncidentEventKind.Changed, split.Since, changed));
        await TellAsync(space, new IncidentEvent(IncidentEventKind.Changed, split.Since, changed));

        await TellAsync(space, Stories.Ended(Stories.Resolved(changed)));

        var events = await EventsAsync(space, "db-1");
        var firing = Assert.Single(events, one => one.Type == "Warning");
        Assert.Equal(3, firing.Count);
        Assert.Contains("both sides have committed", firing.Message, StringComparison.Ordinal);
        Assert.True(firing.LastTimestamp >= firing.FirstTimestamp);
        var end = Assert.Single(events, one => one.Type == "Normal");
        Assert.Equal("MultiplePrimariesResolved", end.Reason);
        Assert.StartsWith("second primary: It is over.", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_a_server_move_no_cursor_and_are_no_novel()
    {
        var space = await StartAsync();

        await TellAsync(space, Stories.Fired(Split($"\e[2J\u202Eevil\n{new string('ä', 3000)}")));

        var told = Assert.Single(await EventsAsync(space, "db-1"));
        Assert.DoesNotContain(told.Message, char.IsControl);
        Assert.DoesNotContain("\u202E", told.Message, StringComparison.Ordinal);
        Assert.InRange(told.Message.Length, 1, 1024);
    }

    [Fact]
    public async Task An_instance_that_is_no_pod_or_whose_pod_is_gone_is_no_fault()
    {
        var space = await StartAsync();
        await DeleteAsync(space);
        var elsewhere = Notifier((_, _) => null, () => null);

        Assert.Equal(DeliveryOutcome.Accepted, await TellAsync(space, Stories.Fired(Split())));
        Assert.Equal(DeliveryOutcome.Accepted, await elsewhere.DeliverAsync(DeliveryOf(Stories.Fired(Split()))));

        Assert.Single(await EventsAsync(space, "db-2"));

        async Task DeleteAsync(string from) =>
            await (await kube.StartedAsync()).DeleteAsync(from, Primacy.Kubernetes.Objects.ObjectKind.Pod, "db-1");
    }

    [Fact]
    public async Task What_cannot_be_written_is_tried_again_for_as_long_as_it_is_worth_it()
    {
        var fired = Stories.Fired(Split());
        var notifier = Notifier((_, instance) => new PodName("default", instance.Name), () => null);

        var first = await notifier.DeliverAsync(DeliveryOf(fired));
        var late = await notifier.DeliverAsync(DeliveryOf(fired) with { CreatedAt = Now - TimeSpan.FromHours(2) });

        Assert.Equal(new DeliveryOutcome.Failed("has no connection to the Kubernetes API"), first);
        var given = Assert.IsType<DeliveryOutcome.Taken>(late);
        Assert.Contains("no Event was written within 1 h", given.But, StringComparison.Ordinal);
    }

    /// <summary>What a lane's notifier lets through ends the process.</summary>
    [Fact]
    public async Task A_token_that_cannot_be_read_for_a_moment_is_no_fault_of_ours()
    {
        using var directory = new TemporaryDirectory();
        using var connection = UnreadableToken.Connect(directory);
        var notifier = Notifier((_, instance) => new PodName("shop", instance.Name), () => connection);

        var outcome = await notifier.DeliverAsync(DeliveryOf(Stories.Fired(Split())));

        Assert.StartsWith(
            "cannot be reached: ",
            Assert.IsType<DeliveryOutcome.Failed>(outcome).Why,
            StringComparison.Ordinal
        );
    }

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    static Incident Split(string? summary = null)
    {
        InstanceId[] claimants = [new("db-1"), new("db-2")];
        var firing = Stories.Firing("c");
        return firing with
        {
            Verdict = new Verdict
            {
                Code = VerdictCode.MultiplePrimaries,
                Summary = summary ?? "db-1 and db-2 both accept writes.",
                Primaries = [.. claimants],
                Subjects = [.. claimants],
                Survivor = new Survivor.Keep(claimants[1], "a majority streams from it"),
            },
        };
    }

    async Task<string> StartAsync()
    {
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        foreach (var number in (int[])[1, 2, 3])
            await plane.CreateAsync(space, Manifest.Pod($"db-{number}", "app=db", $"10.0.0.{number}"));
        return space;
    }

    async Task<DeliveryOutcome> TellAsync(string space, IncidentEvent happened)
    {
        var plane = await kube.StartedAsync();
        return await Notifier((_, instance) => new PodName(space, instance.Name), () => plane.Admin)
            .DeliverAsync(DeliveryOf(happened));
    }

    static PodEventNotifier Notifier(Func<string, InstanceId, PodName?> find, Func<KubernetesConnection?> connect) =>
        new(
            new EventOptions(find, connect),
            new NotifierContext(EventOptions.ReceiverName, new Uri("https://primacy.example/"), TimeProvider.System)
        );

    internal static Delivery DeliveryOf(IncidentEvent happened) =>
        new()
        {
            Id = 1,
            Receiver = EventOptions.ReceiverName,
            Event = happened,
            CreatedAt = Now,
            Attempts = 0,
            NextAttempt = Now,
        };

    /// <summary>By the fields that kubectl describe selects by.</summary>
    async Task<IList<Corev1Event>> EventsAsync(string space, string pod)
    {
        var client = (await kube.StartedAsync()).Client;
        var pods = await client.CoreV1.ListNamespacedPodAsync(
            space,
            fieldSelector: $"metadata.name={pod}",
            cancellationToken: Cancellation
        );
        var uid = pods.Items.Single().Metadata.Uid;
        var events = await client.CoreV1.ListNamespacedEventAsync(
            space,
            fieldSelector: $"involvedObject.name={pod},involvedObject.namespace={space},involvedObject.uid={uid}",
            cancellationToken: Cancellation
        );
        return events.Items;
    }
}
