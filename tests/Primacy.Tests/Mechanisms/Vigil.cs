using System.Collections.Concurrent;
using Primacy.Analysis;
using Primacy.Hosting;
using Primacy.Lab;
using Primacy.Notifications;
using Primacy.Tests.Notifications;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// The real service that watches a cluster, with its journal and outbox, and a receiver that hears what people would
/// hear.
/// </summary>
internal sealed class Vigil : IAsyncDisposable
{
    public const string Cluster = "orders";

    /// <summary>
    /// The longest waiting time before a page is 30 s, of which looks that are far apart count for a part alone; and
    /// the machine may have much else to do.
    /// </summary>
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Looks for which a page is watched after it has said all: a change of mind would come in these.
    /// </summary>
    const int LooksAfterwards = 4;

    readonly string _mechanism;
    readonly int _major;
    readonly RecordingReceiver _receiver;
    readonly TemporaryDirectory _state = new();
    readonly ConcurrentQueue<Page> _pages = new();
    WatchHost? _watcher;
    long _brokenAt;
    int _heard;

    Vigil(string mechanism, int major, RecordingReceiver receiver)
    {
        (_mechanism, _major, _receiver) = (mechanism, major, receiver);
        _receiver.Answer = body =>
        {
            _pages.Enqueue(Page.Read(body));
            return Task.FromResult(200);
        };
    }

    public ClusterSnapshot? Newest => _watcher?.Feed.Newest.GetValueOrDefault(Cluster);

    /// <summary>What people were told since the last break, in order.</summary>
    IReadOnlyList<Page> Pages => [.. _pages.Skip(_heard)];

    /// <summary>Starts the watcher, and returns when it has called the cluster healthy.</summary>
    public static async Task<Vigil> BeginAsync(string mechanism, int major, ClusterOptions cluster)
    {
        var vigil = new Vigil(mechanism, major, await RecordingReceiver.Start());
        try
        {
            vigil._watcher = await vigil.WatchAsync(cluster);
            await vigil.HealthyAsync();
            return vigil;
        }
        catch (Exception)
        {
            await vigil.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Breaks the cluster; the time to the page counts from here. Nothing may have been told before the first break.
    /// </summary>
    public async Task BreakAsync(Func<Task> breaks)
    {
        if (_brokenAt == 0)
            Assert.Empty(Pages);
        _heard = _pages.Count;
        _brokenAt = TimeProvider.System.GetTimestamp();
        await breaks();
    }

    /// <summary>People are told exactly this: soon, without ever being told otherwise, and for good.</summary>
    public async Task PagesAsync(Expected expected)
    {
        await HoldsAsync(() => Pages.Any(expected.IsMetBy), $"{expected.Slug}, {expected.Survivor} is told");
        var since = Newest!.Cycle;
        await HoldsAsync(() => Newest!.Cycle > since + LooksAfterwards, "it looks on");
        await HoldsAsync(() => expected.Shows.All(Evidence(Newest!).Contains), string.Join('\n', expected.Shows));
        Assert.DoesNotContain(Pages, expected.IsBeliedBy);
        // While it is read again what both wrote since, a page may say less; the last word says it all again.
        await HoldsAsync(
            () =>
                expected.IsMetBy(Pages.Last(page => page.Alert == expected.Alert)) && KindOf(expected) == expected.Kind,
            "the last word is the expected one"
        );
        var first = Pages.First(page => page.Alert == expected.Alert);
        TimeToPage.Note(_mechanism, _major, expected, TimeProvider.System.GetElapsedTime(_brokenAt, first.At));
    }

    /// <summary>The cluster is called healthy again, with nothing pending, and nobody was told anything.</summary>
    public async Task StaysQuietAsync()
    {
        await HealthyAsync();
        Assert.Empty(Pages);
        TimeToPage.NoteQuiet(_mechanism, _major);
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

    /// <summary>
    /// A member has been out of sight for so long that nobody takes it for a lost probe or two: when it comes back, it
    /// is proven to have come back.
    /// </summary>
    public Task MissedAsync(string member) =>
        HoldsAsync(
            () =>
                Newest is { } now
                && now.View[new InstanceId(member)] is { State: null, Remembered.SeenAt: var seen }
                && now.At - seen > TimeSpan.FromSeconds(4),
            $"{member} was missed"
        );

    /// <summary>The watcher has heard a manager say so.</summary>
    public Task HeardAsync(Func<Claim, bool> claim, string what) =>
        HoldsAsync(() => Newest!.View.Testimony.Claims.Any(claim), what);

    public async Task HoldsAsync(Func<bool> condition, string what) =>
        Assert.True(
            await Patience.UntilAsync(condition, Deadline, TimeProvider.System, Story.Cancellation),
            $"Waited {Deadline.TotalSeconds} s in vain: {what}. {Told()}"
        );

    public async ValueTask DisposeAsync()
    {
        if (_watcher is not null)
        {
            await _watcher.StopAsync();
            await _watcher.DisposeAsync();
        }
        await _receiver.DisposeAsync();
        _state.Dispose();
    }

    /// <summary>The kind of the incident that fires, or that it waits for no longer.</summary>
    SubKind? KindOf(Expected expected) =>
        Newest!.Incidents.FirstOrDefault(incident => incident.Code.Slug == expected.Slug)?.Verdict.SubKind;

    string Told()
    {
        var seen = Newest is { } now
            ? $"{now.Assessment.Headline.Summary}\n{string.Join('\n', Evidence(now))}"
            : "nothing";
        return $"People were told:\n{string.Join('\n', Pages)}\nand it sees: {seen}";
    }

    static IEnumerable<string> Evidence(ClusterSnapshot now) =>
        now.Assessment.Headline.Evidence.Select(evidence => evidence.Text);

    Task<WatchHost> WatchAsync(ClusterOptions cluster) =>
        WatchHost.StartAsync(
            new WatchOptions
            {
                Clusters = [cluster],
                Webhooks = [new WebhookOptions(_receiver.Url)],
                Listen = null,
                StateDirectory = _state.Path,
            },
            _ => _ => Task.FromResult<IReadOnlyList<string>>([]),
            _ => { },
            Story.Cancellation
        );
}
