namespace Primacy.Web.Pages;

/// <summary>What happened within one minute.</summary>
/// <param name="At">The minute, "03:12".</param>
/// <param name="Day">The day, where it is another than before; else null.</param>
/// <param name="Lines">What happened.</param>
internal sealed record Minute(string At, string? Day, IReadOnlyList<MomentLine> Lines)
{
    /// <summary>Lines that are in order, cut by the minute.</summary>
    public static IReadOnlyList<Minute> Of(IEnumerable<MomentLine> lines)
    {
        var all = new List<Minute>();
        var day = "";
        foreach (var group in Groups(lines))
        {
            var its = Times.Day(group[0].Moment.At);
            all.Add(new(Times.Minute(group[0].Moment.At), its == day ? null : its, group));
            day = its;
        }
        return all;
    }

    static IEnumerable<List<MomentLine>> Groups(IEnumerable<MomentLine> lines)
    {
        List<MomentLine> group = [];
        foreach (var line in lines)
        {
            if (group.Count > 0 && MinuteOf(group[^1]) != MinuteOf(line))
            {
                yield return group;
                group = [];
            }
            group.Add(line);
        }
        if (group.Count > 0)
            yield return group;
    }

    static long MinuteOf(MomentLine line) => line.Moment.At.UtcTicks / TimeSpan.TicksPerMinute;
}
