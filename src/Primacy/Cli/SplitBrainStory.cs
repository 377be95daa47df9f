using System.Globalization;
using System.Net;
using Primacy.Analysis;
using Primacy.Hosting;
using Primacy.Incidents;
using Primacy.Lab;
using Primacy.Notifications;
using Primacy.Watching;

namespace Primacy.Cli;

/// <summary>
/// The story of a split brain on real servers. Everything told is read from the watcher's own snapshots; nothing is
/// known beforehand but what is done to the servers.
/// </summary>
internal sealed class SplitBrainStory : IAsyncDisposable
{
    const int Primary = 1;
    const int Usurper = 2;

    /// <summary>How long each turn of the story may take before it is given up with a sentence.</summary>
    static readonly TimeSpan TurnMax = TimeSpan.FromSeconds(30);

    readonly StoryTeller _teller;
    readonly LabCluster _lab;
    readonly WatchHost _host;
    readonly List<LabClients> _clients = [];

    SplitBrainStory(StoryTeller teller, LabCluster lab, WatchHost host) => (_teller, _lab, _host) = (teller, lab, host);

    public static async Task<SplitBrainStory> BeginAsync(StoryTeller teller, int? major, CancellationToken cancellation)
    {
        teller.Say("start", "blue", "Three real PostgreSQL servers on this machine: a primary and two standbys.");
        var options = new LabOptions { Name = LabName(), PostgresMajor = major };
        var lab = await LabCluster.StartAsync(options, new StoryProgress(teller), cancellation);
        try
        {
            var host = await WatchHost.StartAsync(
                Watch(lab),
                _ => _ => Task.FromResult<IReadOnlyList<string>>([]),
                _ => { },
                cancellation
            );
            teller.Detail($"PostgreSQL {lab.PostgresVersion}; Primacy watches, with a page at {host.Address}");
            return new SplitBrainStory(teller, lab, host);
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public async Task TellAsync(CancellationToken cancellation)
    {
        await LabClients.PrepareAsync(_lab, Primary, cancellation);
        _clients.Add(LabClients.Start(_lab, Primary, count: 3, TimeProvider.System));
        var healthy = await UntilAsync(s => s.Assessment.Headline.Code is VerdictCode.Healthy, "healthy", cancellation);
        _teller.Say("healthy", "green", healthy.Assessment.Headline.Summary);

        var caught = await SplitAsync(cancellation);
        await ExplainAsync(caught, cancellation);
        await HealAsync(cancellation);
    }

    /// <summary>Leaves everything running until it is told to stop.</summary>
    public async Task PlayOnAsync(CancellationToken cancellation)
    {
        _teller.Say("keep", "blue", $"All of it still runs: {_host.Address}. In another terminal:");
        foreach (
            var verb in (string[])
                ["status", $"promote {Usurper}", $"rejoin {Usurper}", "freeze 1", "thaw 1", "partition 1"]
        )
            _teller.Detail($"./primacy lab {verb} --name {_lab.Name}");
        _teller.Detail("Ctrl-C here removes it all.");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var clients in _clients)
            await clients.DisposeAsync();
        await _host.StopAsync();
        await _host.DisposeAsync();
        await _lab.DisposeAsync();
        // Said when it is so, and after Ctrl-C too: whoever interrupts wants to know what is left behind.
        _teller.Say("end", "blue", "Servers, watcher and files are removed.");
    }

    async Task<ClusterSnapshot> SplitAsync(CancellationToken cancellation)
    {
        _teller.Say("promote", "yellow", $"{Name(Usurper)} is promoted behind the primary's back: SELECT pg_promote()");
        await _lab.PromoteAsync(Usurper, cancellation);
        var promoted = TimeProvider.System.GetTimestamp();
        // Some clients now find their way to the wrong one, as they do.
        _clients.Add(LabClients.Start(_lab, Usurper, count: 2, TimeProvider.System));
        var caught = await UntilAsync(s => IsFiring(s), "multiple-primaries", cancellation);
        var after = TimeProvider.System.GetElapsedTime(promoted).TotalMilliseconds;
        _teller.Say(
            "CAUGHT",
            "red",
            string.Create(CultureInfo.InvariantCulture, $"{after:0} ms after pg_promote returned:")
        );
        _teller.Detail(caught.Assessment.Headline.Summary);
        return caught;
    }

    /// <summary>Waits until the writes of both sides have been counted, so that there is something to tell.</summary>
    async Task ExplainAsync(ClusterSnapshot caught, CancellationToken cancellation)
    {
        var split = await UntilAsync(
            s => IsFiring(s) && s.Assessment.Headline is { Split: { } split } && split.Sides.All(HasWritten),
            "clients' commits on both sides",
            cancellation
        );
        var verdict = split.Assessment.Headline;
        _teller.Say("evidence", "red", $"What Primacy knows {Seconds(split)} later, without being told anything:");
        foreach (var evidence in verdict.Evidence)
            _teller.Detail(evidence.Text);
        _teller.Detail(
            verdict.Survivor switch
            {
                Survivor.Keep keep => $"Keep {keep.Instance}: {keep.Reason}.",
                Survivor.Undecidable undecidable => $"Which to keep is undecidable: {undecidable.Reason}.",
                _ => "",
            }
        );
        return;

        string Seconds(ClusterSnapshot snapshot) => Wording.Elapsed(snapshot.At - caught.At);
        static bool HasWritten(SplitSide side) => side.ClientCommits > 0;
    }

    async Task HealAsync(CancellationToken cancellation)
    {
        var strays = _clients[^1];
        _clients.Remove(strays);
        await strays.DisposeAsync();
        _teller.Say(
            "heal",
            "yellow",
            $"{Name(Usurper)} is made a standby again. {strays.Rows} rows that clients wrote there are lost with its branch."
        );
        await _lab.RejoinAsync(Usurper, Primary, cancellation);
        var healed = await UntilAsync(s => s.Assessment.Headline.Code is VerdictCode.Healthy, "healthy", cancellation);
        _teller.Say("healthy", "green", healed.Assessment.Headline.Summary);
        var resolved = await UntilAsync(s => s.Incidents.Count == 0, "resolved", cancellation);
        var hold = Wording.Elapsed(resolved.At - healed.At);
        _teller.Say("resolved", "green", $"The incident is resolved, after {hold} in which it did not return.");
    }

    async Task<ClusterSnapshot> UntilAsync(
        Func<ClusterSnapshot, bool> isReached,
        string what,
        CancellationToken cancellation
    )
    {
        using var deadline = new CancellationTokenSource(TurnMax, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var last = "nothing";
        try
        {
            await foreach (var snapshots in _host.Feed.ReadAllAsync(either.Token))
            {
                if (snapshots.GetValueOrDefault(_lab.Name) is not { } snapshot)
                    continue;
                if (isReached(snapshot))
                    return snapshot;
                last = snapshot.Assessment.Headline.Summary;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Said below.
        }
        throw new TimeoutException(
            $"The story stopped: '{what}' was not seen within {TurnMax.TotalSeconds:0} s; last seen: {last}"
        );
    }

    static bool IsFiring(ClusterSnapshot snapshot) =>
        snapshot.Incidents.Any(i => i is { Code: VerdictCode.MultiplePrimaries, Phase: IncidentPhase.Firing })
        && snapshot.Assessment.Headline.Code is VerdictCode.MultiplePrimaries;

    static string Name(int number) => LabInstance.NameOf(number);

    /// <summary>Stories may be told side by side.</summary>
    static string LabName() => string.Create(CultureInfo.InvariantCulture, $"split-brain-{Environment.ProcessId}");

    static WatchOptions Watch(LabCluster lab) =>
        new()
        {
            Clusters =
            [
                new ClusterOptions
                {
                    Name = lab.Name,
                    Instances = lab.Instances.Select(instance => LabMember.Of(lab, instance)).ToEquatableArray(),
                },
            ],
            Webhooks = Array.Empty<WebhookOptions>(),
            // The usual port may be in use, by a watcher that does real work.
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            // In the lab's own directory, so that it is cleared away with the lab, whoever does that.
            StateDirectory = Path.Combine(lab.Directory, "watcher"),
        };
}
