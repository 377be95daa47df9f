using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Web.Pages;

/// <summary>
/// What each instance was seen as over a time. A look holds until the next one; where that was long in coming, nobody
/// looked.
/// </summary>
internal static class Lanes
{
    /// <param name="looks">What was seen, the oldest first.</param>
    /// <param name="until">Where the last look ends.</param>
    /// <param name="gapMost">The longest time that a look speaks for.</param>
    public static IReadOnlyList<(InstanceId Instance, IReadOnlyList<LaneSpan> Spans)> Of(
        IReadOnlyList<RoleLook> looks,
        DateTimeOffset until,
        TimeSpan gapMost
    )
    {
        var lanes = new Dictionary<InstanceId, List<LaneSpan>>();
        for (var i = 0; i < looks.Count; i++)
        {
            var (from, to) = (looks[i].At, i + 1 < looks.Count ? looks[i + 1].At : until);
            if (to <= from)
                continue;
            var seenUntil = to - from > gapMost ? from + gapMost : to;
            foreach (var member in looks[i].Members)
            {
                if (!lanes.TryGetValue(member.Instance, out var lane))
                    lanes.Add(member.Instance, lane = []);
                Add(lane, new LaneSpan(member.As, member.Timeline, from, seenUntil));
                if (seenUntil < to)
                    Add(lane, new LaneSpan(SeenAs.NotLookedAt, null, seenUntil, to));
            }
        }
        // The members of today come first, in their order; then whoever was one.
        var today = looks.Count == 0 ? [] : looks[^1].Members.Select(member => member.Instance).ToArray();
        return
        [
            .. today
                .Concat(lanes.Keys.Except(today))
                .Where(lanes.ContainsKey)
                .Select(instance => (instance, (IReadOnlyList<LaneSpan>)lanes[instance])),
        ];
    }

    /// <summary>When more than one was a primary at once.</summary>
    public static IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Together(
        IEnumerable<IReadOnlyList<LaneSpan>> lanes
    )
    {
        var turns = lanes
            .SelectMany(lane => lane.Where(span => span.As is SeenAs.Primary))
            .SelectMany(span => (IEnumerable<(DateTimeOffset At, int Step)>)[(span.From, 1), (span.To, -1)])
            .OrderBy(turn => turn.At)
            .ThenBy(turn => turn.Step);
        var together = new List<(DateTimeOffset, DateTimeOffset)>();
        var (count, since) = (0, default(DateTimeOffset));
        foreach (var (at, step) in turns)
        {
            count += step;
            if (count == 2 && step == 1)
                since = at;
            else if (count == 1 && step == -1 && at > since)
                together.Add((since, at));
        }
        return together;
    }

    static void Add(List<LaneSpan> lane, LaneSpan span)
    {
        if (lane is [.., var last] && (last.As, last.Timeline, last.To) == (span.As, span.Timeline, span.From))
            lane[^1] = last with { To = span.To };
        else
            lane.Add(span);
    }
}
