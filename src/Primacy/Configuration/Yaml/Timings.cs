using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Configuration.Yaml;

/// <summary>The times that a cluster, or the defaults, may set; null for what is not set.</summary>
internal sealed record Timings
{
    static readonly TimeSpan ProbeLeast = TimeSpan.FromMilliseconds(50);

    public static TimeSpan IntervalMost { get; } = TimeSpan.FromHours(1);

    public static TimeSpan TimeoutMost { get; } = TimeSpan.FromMinutes(1);

    static readonly TimeSpan WaitMost = TimeSpan.FromDays(1);

    public TimeSpan? Interval { get; init; }

    public TimeSpan? Timeout { get; init; }

    public TimeSpan? SwitchoverTolerance { get; init; }

    public EquatableArray<WaitingTime> Keeps { get; init; }

    public EquatableArray<WaitingTime> Waits { get; init; }

    public static Timings Read(MappingReader reader, Problems problems) =>
        new()
        {
            Interval = ReadInterval("interval", reader.TakeText("interval"), problems),
            Timeout = ReadTimeout("timeout", reader.TakeText("timeout"), problems),
            SwitchoverTolerance = ReadWait(reader, "switchoverTolerance", TimeSpan.FromHours(1), problems),
            Keeps = ReadWaits(reader.Take("keepFiringFor"), "keepFiringFor", problems),
            Waits = ReadWaits(reader.Take("for"), "for", problems),
        };

    public static TimeSpan? ReadInterval(string name, Setting? setting, Problems problems) =>
        Durations.Read(name, setting, ProbeLeast, IntervalMost, problems);

    public static TimeSpan? ReadTimeout(string name, Setting? setting, Problems problems) =>
        Durations.Read(name, setting, ProbeLeast, TimeoutMost, problems);

    /// <summary>These times, and where they say nothing, those.</summary>
    public Timings Or(Timings other) =>
        new()
        {
            Interval = Interval ?? other.Interval,
            Timeout = Timeout ?? other.Timeout,
            SwitchoverTolerance = SwitchoverTolerance ?? other.SwitchoverTolerance,
            Keeps = Or(Keeps, other.Keeps),
            Waits = Or(Waits, other.Waits),
        };

    public ClusterPolicy ToPolicy()
    {
        var policy = ClusterPolicy.Default;
        return new ClusterPolicy
        {
            Analysis = policy.Analysis with
            {
                SwitchoverTolerance = SwitchoverTolerance ?? policy.Analysis.SwitchoverTolerance,
            },
            Incidents = policy.Incidents with { Keeps = Keeps, Waits = Waits },
        };
    }

    static TimeSpan? ReadWait(MappingReader reader, string key, TimeSpan most, Problems problems) =>
        Durations.Read(key, reader.TakeText(key), TimeSpan.Zero, most, problems);

    static EquatableArray<WaitingTime> Or(EquatableArray<WaitingTime> ours, EquatableArray<WaitingTime> theirs) =>
        [.. ours, .. theirs.Where(their => !ours.Any(our => our.Code == their.Code))];

    /// <summary>A time for every verdict, or a mapping with a time for some.</summary>
    static EquatableArray<WaitingTime> ReadWaits(YamlItem? item, string name, Problems problems)
    {
        // Only what people are told of can be waited for.
        var codes = VerdictCodes.All.Where(code => code.Severity >= Severity.Warning);
        if (item is YamlItem.Text { Value.Length: > 0 } text)
        {
            return Durations.Read(name, new Setting(text.Value, text.At), TimeSpan.Zero, WaitMost, problems) is { } all
                ? [.. codes.Select(code => new WaitingTime(code, all))]
                : [];
        }
        if (item is null || MappingReader.Open(item, $"'{name}'", problems) is not { } reader)
            return [];
        var waits = new List<WaitingTime>();
        foreach (var code in codes)
        {
            if (ReadWait(reader, code.Slug, WaitMost, problems) is { } wait)
                waits.Add(new WaitingTime(code, wait));
        }
        reader.Close();
        return waits.ToEquatableArray();
    }
}
