using Primacy.Topology;
using Primacy.Watching;
using Primacy.Web.Pages;
using Xunit;

namespace Primacy.Tests.Web;

public sealed class LanesDrawingTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    static readonly TimeSpan GapMost = TimeSpan.FromSeconds(75);

    [Fact]
    public void Three_seconds_with_two_primaries_are_seen_in_a_day()
    {
        var drawing = Draw(24, Looks(("a", 0, SeenAs.Primary), ("b", 0, SeenAs.Standby)), Burst());

        var together = Assert.Single(drawing.Together);
        Assert.InRange(together.Width, 0.1, 1);
        Assert.Contains("05:00:00 UTC", together.Title, StringComparison.Ordinal);
        Assert.Contains(drawing.Lanes[1].Bars, bar => bar.Tone == "as-primary" && bar.Width >= 0.1);
        Assert.Contains("There were two primaries at once.", drawing.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_looked_at_is_not_drawn_as_what_was_before_it()
    {
        var drawing = Draw(
            6,
            [.. Looks(("a", 0, SeenAs.Primary)).Where(look => (Now - look.At).TotalHours is > 3 or < 2)]
        );

        Assert.Equal(["as-primary", "as-nothing", "as-primary"], drawing.Lanes[0].Bars.Select(bar => bar.Tone));
        Assert.InRange(drawing.Lanes[0].Bars[1].Width, 16, 17);
    }

    [Fact]
    public void A_new_timeline_is_marked_where_it_begins_and_told()
    {
        var drawing = Draw(
            6,
            [
                .. Looks(("a", 0, SeenAs.Primary))
                    .Select(look =>
                        look with
                        {
                            Members =
                            [
                                look.Members[0] with
                                {
                                    Timeline = new Timeline(look.At < Now.AddHours(-3) ? 4u : 5u),
                                },
                            ],
                        }
                    ),
            ]
        );

        var change = Assert.Single(drawing.Lanes[0].Switches);
        Assert.Equal("5", change.Text);
        Assert.InRange(change.At, 49.9, 50.1);
        Assert.Equal(
            new LaneChange(
                "2026-03-01 03:00:00 UTC",
                "a from primary on timeline 4 to primary on timeline 5",
                "/clusters/orders/then?at=2026-03-01T03:00:00.0000000Z"
            ),
            Assert.Single(drawing.Changes)
        );
    }

    [Fact]
    public void What_flaps_for_a_day_stays_a_small_drawing_and_its_gravest_is_seen()
    {
        RoleLook[] flapping =
        [
            .. Enumerable
                .Range(0, 8000)
                .Select(i => new RoleLook(
                    Now.AddSeconds(-86_000 + i * 10),
                    [
                        .. Enumerable
                            .Range(0, 40)
                            .Select(n => new RoleSeen(
                                new($"n{n}"),
                                (i + n) % 2 == 0 ? SeenAs.Unseen : SeenAs.Standby,
                                null
                            )),
                    ]
                )),
        ];

        var drawing = Draw(24, flapping);

        Assert.InRange(drawing.Lanes.Sum(lane => lane.Bars.Count), 24, 500);
        Assert.All(drawing.Lanes, lane => Assert.Contains(lane.Bars, bar => bar.Tone == "as-unseen"));
        Assert.Contains("20 instances more", drawing.Left, StringComparison.Ordinal);
        Assert.InRange(drawing.Changes.Count, 1, 30);
    }

    [Theory]
    [InlineData(10, "20 seconds", 50)]
    [InlineData(90, "90 seconds", 0)]
    [InlineData(300, "5 minutes", 0)]
    [InlineData(1200, "20 minutes", 0)]
    [InlineData(5400, "90 minutes", 0)]
    [InlineData(9000, "2.5 hours", 0)]
    [InlineData(21_540, "6 hours", 0.2)]
    public void A_young_service_is_drawn_from_its_first_look_on(int seconds, string window, double start)
    {
        var drawing = Draw(6, [new RoleLook(Now.AddSeconds(-seconds), [new(new("a"), SeenAs.Primary, null)])]);

        Assert.Equal(window, drawing.WindowWords);
        Assert.InRange(drawing.Lanes[0].Bars[0].Start, start, start + 0.2);
        Assert.Equal(window == "6 hours" ? null : "Nothing is kept of the time before.", drawing.Left);
        Assert.NotEmpty(drawing.Ticks);
    }

    [Fact]
    public void Nothing_kept_is_said()
    {
        Assert.Equal("No look at this cluster is kept of the last 6 h.", Draw(6).Nothing);
    }

    static LanesDrawing Draw(int hours, params IReadOnlyList<RoleLook>[] looks) =>
        LanesDrawing.Of(
            "orders",
            new PastRoles([.. looks.SelectMany(part => part).OrderBy(look => look.At)], IsCut: false),
            hours,
            (Now, GapMost)
        );

    /// <summary>A look each half minute of the last six hours.</summary>
    static RoleLook[] Looks(params (string Name, uint Timeline, SeenAs As)[] seen) =>
        [
            .. Enumerable
                .Range(0, 720)
                .Select(i => new RoleLook(
                    Now.AddHours(-6).AddSeconds(30 * i),
                    [
                        .. seen.Select(one => new RoleSeen(
                            new(one.Name),
                            one.As,
                            one.Timeline == 0 ? null : new Timeline(one.Timeline)
                        )),
                    ]
                )),
        ];

    /// <summary>Two primaries for three seconds, at five o'clock.</summary>
    static RoleLook[] Burst() =>
        [
            new(Now.AddHours(-1), [new(new("a"), SeenAs.Primary, null), new(new("b"), SeenAs.Primary, null)]),
            new(
                Now.AddHours(-1).AddSeconds(3),
                [new(new("a"), SeenAs.Primary, null), new(new("b"), SeenAs.Standby, null)]
            ),
        ];
}
