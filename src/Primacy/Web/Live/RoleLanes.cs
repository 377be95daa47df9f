using System.Collections.Concurrent;
using Primacy.Watching;
using Primacy.Web.Pages;

namespace Primacy.Web.Live;

/// <summary>
/// The roles over the last hours, drawn for everybody at most every few seconds.
/// </summary>
internal sealed class RoleLanes(RoleHistory history, TimeProvider time)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(15);

    readonly RolePast _past = new(history, time);
    readonly ConcurrentDictionary<(string Cluster, int Hours), Drawn> _drawn = new();

    /// <summary>The drawing, newer than what the newest look has changed.</summary>
    public LanesDrawing Of(string cluster, int hours, TimeSpan gapMost, ClusterSnapshot? newest)
    {
        var seen = newest is null ? null : RoleLook.Of(newest.View);
        foreach (var (key, old) in _drawn.Where(one => time.GetElapsedTime(one.Value.At) >= Kept))
            _drawn.TryRemove(new KeyValuePair<(string, int), Drawn>(key, old));
        if (_drawn.TryGetValue((cluster, hours), out var known) && known.Members == (seen?.Members ?? []))
            return known.Drawing;
        var now = time.GetUtcNow();
        var read = Read(cluster, now.AddHours(-hours));
        var past = read ?? new PastRoles([], IsCut: true);
        // What is true now is shown though the journal could not be written.
        var looks =
            seen is null || past.Looks is [.., var last] && last.At >= seen.At
                ? past
                : past with
                {
                    Looks = [.. past.Looks, seen],
                };
        var drawing = LanesDrawing.Of(cluster, looks, hours, (now, gapMost));
        if (read is null)
            return drawing with { Left = "The past is being read for other pages; reload for it." };
        _drawn[(cluster, hours)] = new Drawn(time.GetTimestamp(), seen?.Members ?? [], drawing);
        return drawing;
    }

    /// <summary>A journal that cannot be read is told of elsewhere; what is true now is drawn without it.</summary>
    PastRoles? Read(string cluster, DateTimeOffset from)
    {
        try
        {
            return _past.Of(cluster, from);
        }
        catch (JournalException)
        {
            return new PastRoles([], IsCut: true);
        }
    }

    sealed record Drawn(long At, EquatableArray<RoleSeen> Members, LanesDrawing Drawing);
}
