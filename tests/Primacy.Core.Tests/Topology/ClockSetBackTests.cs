using Xunit;

namespace Primacy.Topology;

/// <summary>What is remembered of an instance after our clock was set back to noon.</summary>
public sealed class ClockSetBackTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Before = Noon.AddMinutes(-1);
    static readonly DateTimeOffset After = Noon.AddMinutes(1);

    static readonly Remembered Known = new()
    {
        Instance = new("a"),
        Role = Role.Primary,
        System = new(7501),
        LsnAdvancedAt = Before,
        RoleSince = Before,
        SeenAt = Before,
        AnswersSince = Before,
        AnsweredUntil = Before.AddMinutes(-1),
        StartSeenAt = Before,
        FormerSeenAt = Before.AddMinutes(-1),
        OtherRoleSeenAt = Before.AddMinutes(-1),
    };

    [Fact]
    public void What_was_seen_before_now_stands() => Assert.Equal(Known, AtNoon(Known));

    [Fact]
    public void Nothing_was_seen_later_than_now() =>
        Assert.Equal(
            Known with
            {
                SeenAt = Noon,
                LsnAdvancedAt = Noon,
            },
            AtNoon(Known with { SeenAt = After, LsnAdvancedAt = After })
        );

    [Fact]
    public void What_answers_since_later_than_now_was_seen_until_nobody_knows_when() =>
        Assert.Equal(
            Known with
            {
                SeenAt = Noon,
                AnswersSince = Noon,
                AnsweredUntil = null,
            },
            AtNoon(Known with { SeenAt = After, AnswersSince = After })
        );

    [Fact]
    public void What_was_started_later_than_now_had_a_former_one_nobody_knows_when() =>
        Assert.Equal(
            Known with
            {
                SeenAt = Noon,
                StartSeenAt = Noon,
                FormerSeenAt = null,
            },
            AtNoon(Known with { SeenAt = After, StartSeenAt = After })
        );

    [Fact]
    public void What_changed_its_role_later_than_now_had_the_other_one_nobody_knows_when() =>
        Assert.Equal(
            Known with
            {
                SeenAt = Noon,
                RoleSince = Noon,
                OtherRoleSeenAt = null,
            },
            AtNoon(Known with { SeenAt = After, RoleSince = After })
        );

    [Fact]
    public void Each_of_these_times_is_noticed_alone()
    {
        Assert.Equal(Known with { RoleSince = Noon, OtherRoleSeenAt = null }, AtNoon(Known with { RoleSince = After }));
        Assert.Equal(
            Known with
            {
                StartSeenAt = Noon,
                FormerSeenAt = null,
            },
            AtNoon(Known with { StartSeenAt = After })
        );
        Assert.Equal(
            Known with
            {
                AnswersSince = Noon,
                AnsweredUntil = null,
            },
            AtNoon(Known with { AnswersSince = After })
        );
    }

    [Fact]
    public void What_was_at_that_very_instant_stands()
    {
        var known = Known with
        {
            AnswersSince = Noon,
            AnsweredUntil = Noon,
            StartSeenAt = Noon,
            FormerSeenAt = Noon,
            RoleSince = Noon,
            OtherRoleSeenAt = Noon,
        };
        Assert.Equal(known with { SeenAt = Noon }, AtNoon(known with { SeenAt = After }));
    }

    /// <summary>The same after a look at which nothing answered.</summary>
    static Remembered AtNoon(Remembered known) =>
        Assert.Single(
            ClusterMachine
                .Step(
                    "orders",
                    [new Instance(known.Instance, "a", 5432)],
                    new(new(known.System, [known]), default),
                    Sightings.FromProbes([]),
                    Noon,
                    ClusterPolicy.Default
                )
                .State.Memory.Instances
        );
}
