using System.Collections.Concurrent;
using Primacy.Analysis;
using Primacy.Hosting;
using Primacy.Lab;
using Primacy.Notifications;
using Primacy.Probing;
using Primacy.Tests.Lab;
using Primacy.Tests.Notifications;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// Real servers, the real service that watches them with its journal and outbox, and a receiver that hears what people
/// would hear. A story arranges, breaks and expects; it ends within its deadline.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    const string Cluster = "orders";

    /// <summary>The longest waiting time before a page is 30 s, and the machine may have much else to do.</summary>
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Looks for which a page is watched after it has said all: a change of mind would come in these.
    /// </summary>
    const int LooksAfterwards = 4;

    readonly Stage _stage;
    readonly RecordingReceiver _receiver;
    readonly TemporaryDirectory _state = new();
    readonly ConcurrentQueue<Page> _pages = new();
    WatchHost? _watcher;
    long _brokenAt;
    int _heard;

    Story(Stage stage, LabCluster lab, RecordingReceiver receiver)
    {
        (_stage, Lab, _receiver) = (stage, lab, receiver);
        _receiver.Answer = body =>
        {
            _pages.Enqueue(Page.Read(body));
            return Task.FromResult(200);
        };
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public LabCluster Lab { get; }

    /// <summary>What people were told since the last break, in order.</summary>
    IReadOnlyList<Page> Pages => [.. _pages.Skip(_heard)];

    ClusterSnapshot? Newest => _watcher?.Feed.Newest.GetValueOrDefault(Cluster);

    public static Task<Story> BeginAsync(string mechanism, int? major) =>
        BeginAsync(new Stage { Mechanism = mechanism, Major = major });

    /// <summary>Starts the servers and the watcher, and returns when it has called the cluster healthy.</summary>
    public static async Task<Story> BeginAsync(Stage stage)
    {
        var options = new LabOptions
        {
            Name = LabFixture.UniqueName(),
            Instances = stage.Servers,
            PostgresMajor = stage.Major,
            Network = stage.Network,
        };
        var lab = await LabCluster.StartAsync(options, null, Cancellation);
        var story = new Story(stage, lab, await RecordingReceiver.Start());
        try
        {
            await lab.ExecuteAsync(1, $"ALTER ROLE {LabCluster.MonitorRole} REPLICATION", Cancellation);
            await lab.ExecuteAsync(1, "CREATE TABLE orders (id serial PRIMARY KEY, placed text)", Cancellation);
            await story.CaughtUpAsync();
            story._watcher = await story.WatchAsync();
            await story.HealthyAsync();
            return story;
        }
        catch (Exception)
        {
            await story.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Breaks the cluster; the time to the page counts from here. Nothing may have been told before the first break.
    /// </summary>
    public async Task BreakAsync(Func<LabCluster, Task> breaks)
    {
        if (_brokenAt == 0)
            Assert.Empty(Pages);
        _heard = _pages.Count;
        _brokenAt = TimeProvider.System.GetTimestamp();
        await breaks(Lab);
    }

    /// <summary>People are told exactly this: soon, without ever being told otherwise, and for good.</summary>
    public async Task PagesAsync(Expected expected)
    {
        await HoldsAsync(() => Pages.Any(expected.IsMetBy), $"{expected.Slug}, {expected.Survivor} is told");
        var since = Newest!.Cycle;
        await HoldsAsync(() => Newest!.Cycle > since + LooksAfterwards, "it looks on");
        Assert.DoesNotContain(Pages, expected.IsBeliedBy);
        Assert.True(
            expected.IsMetBy(Pages.Last(page => page.Alert == expected.Alert)),
            $"The last word is another: {Told()}"
        );
        Assert.Equal(expected.Kind, KindOf(expected));
        var first = Pages.First(page => page.Alert == expected.Alert);
        var elapsed = TimeProvider.System.GetElapsedTime(_brokenAt, first.At);
        TimeToPage.Note(_stage.Mechanism, Lab.PostgresMajor, expected, elapsed);
    }

    /// <summary>The cluster is called healthy again, with nothing pending, and nobody was told anything.</summary>
    public async Task StaysQuietAsync()
    {
        await HealthyAsync();
        Assert.Empty(Pages);
        TimeToPage.NoteQuiet(_stage.Mechanism, Lab.PostgresMajor);
    }

    /// <summary>After looks that began after now, the cluster is healthy and no incident waits to fire.</summary>
    public async Task HealthyAsync()
    {
        var since = Newest?.Cycle ?? 0;
        await HoldsAsync(
            () =>
                Newest is { IsComplete: true, Incidents: [], Assessment.Headline.Code: VerdictCode.Healthy } now
                && now.Cycle > since + 1,
            "the cluster is healthy"
        );
    }

    /// <summary>Clients place orders on a server, past whatever network there is.</summary>
    public Task OrderAsync(int number, int count = 20) =>
        Lab.ExecuteAsync(
            number,
            $"INSERT INTO orders (placed) SELECT 'on {number}' FROM generate_series(1, {count})",
            Cancellation
        );

    public async ValueTask DisposeAsync()
    {
        if (_watcher is not null)
        {
            await _watcher.StopAsync();
            await _watcher.DisposeAsync();
        }
        await _receiver.DisposeAsync();
        await Lab.DisposeAsync();
        _state.Dispose();
    }

    /// <summary>The watcher has seen a member at a position or beyond.</summary>
    public Task SawAsync(string member, Lsn position) =>
        HoldsAsync(
            () => Newest!.View[new InstanceId(member)]?.State?.Lsn >= position,
            $"{member} was seen at {position}"
        );

    /// <summary>The watcher has seen a member as a primary.</summary>
    public Task SawPrimaryAsync(string member) =>
        HoldsAsync(
            () => Newest!.View[new InstanceId(member)]?.State is { Role: Role.Primary },
            $"{member} was seen as a primary"
        );

    /// <summary>Every standby has replayed all that server 1 has written.</summary>
    public async Task CaughtUpAsync()
    {
        const string Behind = "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn <> pg_current_wal_lsn()";
        await LabWait.UntilAsync(async () => await Lab.QueryScalarAsync<long>(1, Behind, Cancellation) == 0);
    }

    public async Task HoldsAsync(Func<bool> condition, string what) =>
        Assert.True(
            await Patience.UntilAsync(condition, Deadline, TimeProvider.System, Cancellation),
            $"Waited {Deadline.TotalSeconds} s in vain: {what}. {Told()}"
        );

    /// <summary>The kind of the incident that fires, or that it waits for no longer.</summary>
    SubKind? KindOf(Expected expected) =>
        Newest!.Incidents.FirstOrDefault(incident => incident.Code.Slug == expected.Slug)?.Verdict.SubKind;

    string Told()
    {
        var seen = Newest is { } now ? $"{now.Assessment.Headline.Summary}\n{Evidence(now)}" : "nothing";
        return $"People were told:\n{string.Join('\n', Pages)}\nand it sees: {seen}";

        static string Evidence(ClusterSnapshot now) =>
            string.Join('\n', now.Assessment.Headline.Evidence.Select(evidence => evidence.Text));
    }

    Task<WatchHost> WatchAsync() =>
        WatchHost.StartAsync(
            new WatchOptions
            {
                Clusters = [new ClusterOptions { Name = Cluster, Instances = [.. Members()] }],
                Webhooks = [new WebhookOptions(_receiver.Url)],
                Listen = null,
                StateDirectory = _state.Path,
            },
            _ => _ => Task.FromResult<IReadOnlyList<string>>([]),
            _ => { },
            Cancellation
        );

    IEnumerable<InstanceOptions> Members() =>
        _stage.Members.Select((name, index) => Member(name, Lab.Instances[index]));

    InstanceOptions Member(string name, LabInstance server) =>
        new(
            new Instance(new InstanceId(name), server.Host, server.Port),
            new ConnectionSettings
            {
                Host = server.Host,
                Port = server.Port,
                User = LabCluster.MonitorRole,
                Password = Lab.Password,
                SslMode = Npgsql.SslMode.Disable,
            }
        );
}
