using System.Globalization;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Web.Pages;

/// <summary>Turns instants into per cent of a drawing's width.</summary>
internal sealed class LaneScale(DateTimeOffset from, DateTimeOffset to)
{
    const int TicksMax = 7;

    static readonly int[] s_tickSeconds = [5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400];

    /// <summary>Bars that are too narrow to be told apart become one, as what is gravest among them.</summary>
    public IReadOnlyList<LaneBar> Bars(IReadOnlyList<LaneSpan> spans, double grain)
    {
        var bars = new List<LaneBar>();
        for (var i = 0; i < spans.Count; )
        {
            var (gravest, first) = (spans[i], spans[i]);
            var (start, end) = (At(first.From), At(first.To));
            var count = 1;
            for (; i + count < spans.Count && end - start < grain; count++)
            {
                var next = spans[i + count];
                end = At(next.To);
                if (GravityOf(next.As) > GravityOf(gravest.As))
                    gravest = next;
            }
            var last = spans[i + count - 1];
            i += count;
            if (end <= 0)
                continue;
            var words = count == 1 ? gravest.Words : $"{count} changes, {gravest.Words} among them";
            bars.Add(
                new LaneBar(
                    start,
                    Math.Max(end - start, grain),
                    SeenWords.ToneOf(gravest.As),
                    SeenWords.Short(gravest.As),
                    $"{words}, {Utc(first.From)} to {Utc(last.To)}"
                )
            );
        }
        return bars;
    }

    /// <summary>Where a new timeline begins, the newest so many of them.</summary>
    public IReadOnlyList<LaneTick> Switches(IReadOnlyList<LaneSpan> spans, int most)
    {
        var switches = new List<LaneTick>();
        Timeline? known = null;
        foreach (var span in spans)
        {
            if (span.Timeline is not { } timeline || timeline == known)
                continue;
            if (known is not null)
                switches.Add(new LaneTick(At(span.From), $"{timeline}"));
            known = timeline;
        }
        return switches.Count <= most ? switches : switches[^most..];
    }

    /// <summary>Whole hours, or parts of one.</summary>
    public IReadOnlyList<LaneTick> Ticks()
    {
        var step = TimeSpan.FromSeconds(
            s_tickSeconds.FirstOrDefault(seconds => (to - from).TotalSeconds / seconds <= TicksMax, s_tickSeconds[^1])
        );
        var form = step < TimeSpan.FromMinutes(1) ? "HH:mm:ss" : "HH:mm";
        var first = new DateTimeOffset((from.UtcTicks / step.Ticks + 1) * step.Ticks, TimeSpan.Zero);
        var ticks = new List<LaneTick>();
        for (var at = first; at <= to; at += step)
            ticks.Add(new LaneTick(At(at), at.ToString(form, CultureInfo.InvariantCulture)));
        return ticks;
    }

    public static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    double At(DateTimeOffset time) => Math.Clamp(100 * ((time - from) / (to - from)), 0, 100);

    static int GravityOf(SeenAs seen) =>
        seen switch
        {
            SeenAs.Primary => 6,
            SeenAs.UnseenPrimary => 5,
            SeenAs.Foreign => 4,
            SeenAs.Unseen => 3,
            SeenAs.Down => 2,
            SeenAs.Idle => 1,
            _ => 0,
        };
}
