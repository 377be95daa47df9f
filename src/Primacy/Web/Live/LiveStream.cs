using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Primacy.Web.Live;

/// <summary>
/// What one onlooker of a page is sent: all of it at first, then what has changed. The newest state is asked for when
/// he is ready for more, so that a slow one misses what is in between and never holds up a watcher or fills the memory.
/// </summary>
internal sealed class LiveStream(ShowPage show, TimeProvider time)
{
    static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);

    /// <summary>The page calls itself lost when it hears nothing for a few of these.</summary>
    static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    readonly Dictionary<string, SentRegion> _sent = [];

    public async IAsyncEnumerable<SseItem<string>> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Spacing, time);
        var spokeAt = long.MinValue;
        do
        {
            var page = show(isLive: true);
            var changes = new List<RegionChange>();
            foreach (var region in page.Regions)
            {
                if (await ChangeOf(region) is { } change)
                    changes.Add(change);
            }
            if (changes.Count == 0 && spokeAt != long.MinValue && time.GetElapsedTime(spokeAt) < TickEvery)
                continue;
            spokeAt = time.GetTimestamp();
            yield return changes.Count > 0
                ? new SseItem<string>(
                    JsonSerializer.Serialize(
                        new ChangeMessage(Now(), page.Title, changes),
                        LiveJson.Compact.ChangeMessage
                    ),
                    "change"
                )
                : new SseItem<string>(
                    JsonSerializer.Serialize(new TickMessage(Now()), LiveJson.Compact.TickMessage),
                    "tick"
                );
        } while (await timer.WaitForNextTickAsync(stop));
    }

    async ValueTask<RegionChange?> ChangeOf(Region region)
    {
        var before = _sent.GetValueOrDefault(region.Name);
        if (before is not null && before.Region.Pieces == region.Pieces)
            return null;
        var now = new SentRegion(region, new Dictionary<string, string>(region.Pieces.Count));
        Dictionary<string, string>? changed = null;
        foreach (var piece in region.Pieces)
        {
            var html = await piece.Html;
            now.Html.Add(piece.Key, html);
            if (before?.Html.GetValueOrDefault(piece.Key) != html)
                (changed ??= []).Add(piece.Key, html);
        }
        _sent[region.Name] = now;
        var isSameOrder =
            before is not null
            && before.Region.Pieces.Select(piece => piece.Key).SequenceEqual(region.Pieces.Select(piece => piece.Key));
        return isSameOrder && changed is null
            ? null
            : new RegionChange(
                region.Name,
                isSameOrder ? null : [.. region.Pieces.Select(piece => piece.Key)],
                changed ?? []
            );
    }

    long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    sealed record SentRegion(Region Region, Dictionary<string, string> Html);
}
