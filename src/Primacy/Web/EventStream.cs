using System.Collections.Immutable;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Primacy.Watching;
using Primacy.Web.Pages;

namespace Primacy.Web;

/// <summary>
/// What one onlooker is sent. It asks for the newest state when it is ready for more, so that a slow one misses what is
/// in between and never holds up a watcher or fills the memory.
/// </summary>
internal sealed class EventStream(SnapshotFeed feed, Cards cards, TimeProvider time)
{
    /// <summary>A few cards at a time, so that a page of a thousand clusters stays usable.</summary>
    const int CardsAtOnceMax = 50;

    static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);

    /// <summary>The page calls itself lost when it hears nothing for a few of these.</summary>
    static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    readonly Dictionary<string, ClusterSnapshot> _sent = [];

    public async IAsyncEnumerable<SseItem<string>> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Spacing, time);
        var tickedAt = long.MinValue;
        do
        {
            foreach (var snapshot in Next(feed.Newest))
            {
                var verdictBefore = _sent.GetValueOrDefault(snapshot.Cluster)?.Assessment.Headline.Code;
                _sent[snapshot.Cluster] = snapshot;
                // A change of verdict ticks at once, because the tally changes with it.
                if (verdictBefore != snapshot.Assessment.Headline.Code)
                    tickedAt = long.MinValue;
                yield return new SseItem<string>(await Card(snapshot), "cluster");
            }
            if (tickedAt != long.MinValue && time.GetElapsedTime(tickedAt) < TickEvery)
                continue;
            tickedAt = time.GetTimestamp();
            yield return new SseItem<string>(Tick(), "tick");
        } while (await timer.WaitForNextTickAsync(stop));
    }

    /// <summary>What this onlooker has not seen: changed verdicts first, then what it has waited for longest.</summary>
    ClusterSnapshot[] Next(ImmutableSortedDictionary<string, ClusterSnapshot> newest)
    {
        foreach (var gone in _sent.Keys.Where(name => !newest.ContainsKey(name)).ToArray())
            _sent.Remove(gone);
        return newest
            .Values.Where(snapshot => _sent.GetValueOrDefault(snapshot.Cluster) != snapshot)
            .OrderBy(HasOldVerdict)
            .ThenBy(snapshot => _sent.GetValueOrDefault(snapshot.Cluster)?.At)
            .Take(CardsAtOnceMax)
            .ToArray();
    }

    bool HasOldVerdict(ClusterSnapshot snapshot) =>
        _sent.GetValueOrDefault(snapshot.Cluster)?.Assessment.Headline.Code == snapshot.Assessment.Headline.Code;

    async Task<string> Card(ClusterSnapshot snapshot) =>
        JsonSerializer.Serialize(
            new CardMessage(snapshot.Cluster, Now(), await cards.Html(snapshot)),
            WebJson.Default.CardMessage
        );

    string Tick()
    {
        var (names, tally) = cards.Summary();
        return JsonSerializer.Serialize(
            new TickMessage(Now(), names, tally.Words, tally.Title),
            WebJson.Default.TickMessage
        );
    }

    long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
