using System.Globalization;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Web.Pages;

/// <summary>
/// The roles of all instances over the last hours, drawn in per cent of the width, so that it fits a phone and a wall.
/// </summary>
internal sealed record LanesDrawing
{
    public const int HoursDefault = 6;

    public const int FirstY = 22;
    public const int LanePitch = 46;
    public const int BarHeight = 18;

    const int LanesMax = 20;
    const int BarsMax = 120;

    /// <summary>Of more bars than this none says when it was: what changes that often is read in words.</summary>
    const int TitledBarsMax = 80;

    const int SwitchesMax = 48;
    const int ChangesMax = 30;

    /// <summary>Shorter than this a drawing says nothing.</summary>
    static readonly TimeSpan WindowLeast = TimeSpan.FromSeconds(20);

    /// <summary>Time without a look at the beginning that is drawn as such.</summary>
    static readonly TimeSpan FewestLeftOut = TimeSpan.FromMinutes(2);

    /// <summary>Narrower than this nothing is written into a bar, in per cent.</summary>
    const double WordsMin = 14;

    /// <summary>For how many hours back one may ask.</summary>
    public static IReadOnlyList<int> HoursChoices { get; } = [1, 3, 6, 12, 24];

    public required string Cluster { get; init; }

    public required int Hours { get; init; }

    /// <summary>Where the drawing begins: as far back as was asked for, or where the first look is kept of.</summary>
    public required TimeSpan Window { get; init; }

    public required IReadOnlyList<DrawnLane> Lanes { get; init; }

    /// <summary>When there were two primaries at once.</summary>
    public required IReadOnlyList<LaneBar> Together { get; init; }

    public required IReadOnlyList<LaneTick> Ticks { get; init; }

    /// <summary>Every change in words, the newest first.</summary>
    public required IReadOnlyList<LaneChange> Changes { get; init; }

    /// <summary>What is not drawn, in a sentence; null when all is.</summary>
    public string? Left { get; init; }

    /// <summary>Why nothing is drawn; null when something is.</summary>
    public string? Nothing { get; init; }

    public int Height => FirstY + LanePitch * (Lanes.Count + (Together.Count > 0 ? 1 : 0));

    public string Description =>
        Texts.Cut(
            $"What each instance of {Cluster} was in the last {WindowWords}. "
                + (Together.Count > 0 ? "There were two primaries at once. " : "")
                + string.Join(' ', Lanes.Select(lane => $"{lane.Name}: {lane.Now} now.")),
            Texts.DescriptionMax
        );

    public string WindowWords =>
        Window.TotalHours switch
        {
            1 => "hour",
            < 2 / 60.0 => Invariant($"{Math.Ceiling(Window.TotalSeconds)} seconds"),
            < 2 => Invariant($"{Math.Ceiling(Window.TotalMinutes)} minutes"),
            var hours when hours % 1 == 0 => Invariant($"{hours} hours"),
            var hours => Invariant($"{hours:F1} hours"),
        };

    public static LanesDrawing Of(
        string cluster,
        PastRoles past,
        int hours,
        (DateTimeOffset Now, TimeSpan GapMost) time
    )
    {
        var from = BeginningOf(past.Looks, time.Now.AddHours(-hours), time.Now);
        var all = Pages.Lanes.Of(past.Looks, time.Now, time.GapMost);
        var scale = new LaneScale(from, time.Now);
        var drawn = all.Take(LanesMax).ToArray();
        // What flaps for hours would fill the page: the finest grain at which it does not.
        var grain = 0.1;
        while (grain < 20 && drawn.Sum(lane => scale.Bars(lane.Spans, grain).Count) > BarsMax)
            grain *= 2;
        var isTitled = drawn.Sum(lane => scale.Bars(lane.Spans, grain).Count) <= TitledBarsMax;
        var y = FirstY;
        var together = Pages.Lanes.Together(all.Select(lane => lane.Spans));
        if (together.Count > 0)
            y += LanePitch;
        return new LanesDrawing
        {
            Cluster = cluster,
            Hours = hours,
            Window = time.Now - from,
            Lanes =
            [
                .. drawn.Select(
                    (lane, i) =>
                        new DrawnLane(
                            Texts.Name(lane.Instance.Name),
                            lane.Spans[^1].Words,
                            y + i * LanePitch,
                            isTitled ? scale.Bars(lane.Spans, grain) : Untitled(scale.Bars(lane.Spans, grain)),
                            scale.Switches(lane.Spans, SwitchesMax / drawn.Length)
                        )
                ),
            ],
            Together = scale.Bars(
                [.. together.Select(span => new LaneSpan(SeenAs.Primary, null, span.From, span.To))],
                grain
            ),
            Ticks = scale.Ticks(),
            Changes = ChangesOf(cluster, all),
            Left = LeftOut(all.Count - drawn.Length, past, from > time.Now.AddHours(-hours)),
            Nothing = all.Count == 0 ? $"No look at this cluster is kept of the last {hours} h." : null,
        };
    }

    public static bool HasRoom(LaneBar bar) => bar.Width >= WordsMin;

    static IReadOnlyList<LaneBar> Untitled(IReadOnlyList<LaneBar> bars) =>
        [.. bars.Select(bar => bar with { Title = null })];

    /// <summary>A service that is young would else show slivers at the right.</summary>
    static DateTimeOffset BeginningOf(IReadOnlyList<RoleLook> looks, DateTimeOffset asked, DateTimeOffset now)
    {
        var first = looks.Count == 0 ? asked : looks[0].At;
        var latest = now - WindowLeast;
        return first - asked < FewestLeftOut ? asked
            : first < latest ? first
            : latest;
    }

    static string? LeftOut(int instances, PastRoles past, bool isYoung) =>
        (instances, past.IsCut, isYoung) switch
        {
            (> 0, _, _) => Invariant($"{instances} instances more are not drawn."),
            (_, true, _) => "So much changed that the beginning is not drawn; ask for fewer hours.",
            (_, _, true) => "Nothing is kept of the time before.",
            _ => null,
        };

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    static LaneChange[] ChangesOf(
        string cluster,
        IReadOnlyList<(InstanceId Instance, IReadOnlyList<LaneSpan> Spans)> all
    ) =>
        [
            .. all.SelectMany(lane =>
                    lane.Spans.Zip(lane.Spans.Skip(1)).Select(pair => (lane.Instance, pair.First, pair.Second))
                )
                .OrderByDescending(change => change.Second.From)
                .Take(ChangesMax)
                .Select(change => new LaneChange(
                    LaneScale.Utc(change.Second.From),
                    $"{Texts.Name(change.Instance.Name)} from {change.First.Words} to {change.Second.Words}",
                    Links.ToThen(cluster, change.Second.From, null)
                )),
        ];
}
