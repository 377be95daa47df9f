using Primacy.Analysis.Splits;
using Primacy.Topology;
using Xunit;

namespace Primacy.Analysis;

/// <summary>Which primary to keep is never a guess.</summary>
public sealed class SurvivorsTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Overlap_needs_a_fork_that_was_seen()
    {
        var (a, b) = (Primary("a", 3, 0x5000), Primary("b", 4, 0x5100, 0x5000, followed: "a"));
        Assert.Equal(DivergenceState.Overlap, Assert.Single(Between(a, b)).State);
        Assert.Equal(new InstanceId("b"), Kept(a, b));
        var unseen = b with { Remembered = null };
        Assert.Equal(DivergenceState.Unknown, Assert.Single(Between(a, unseen)).State);
        Assert.Null(Kept(a, unseen));
    }

    [Fact]
    public void One_byte_past_the_fork_is_divergence()
    {
        var (a, b) = (Primary("a", 3, 0x5001), Primary("b", 4, 0x5100, 0x5000, followed: "a"));
        var divergence = Assert.Single(Between(a, b));
        Assert.Equal(
            (DivergenceState.Diverged, 1UL, 0x100UL),
            (divergence.State, divergence.OlderBytes, divergence.NewerBytes)
        );
        Assert.Null(Kept(a, b));
    }

    [Fact]
    public void Equal_timelines_decide_nothing() =>
        Assert.Null(Kept(Primary("a", 4, 0x5000), Primary("b", 4, 0x9000, 0x5000, followed: "a")));

    [Fact]
    public void A_third_claimant_that_cannot_be_compared_decides_nothing() =>
        Assert.Null(
            Kept(
                Primary("a", 3, 0x5000),
                Primary("b", 4, 0x5100, 0x5000, followed: "a"),
                Primary("c", 4, 0x5100, 0x5000, followed: "a")
            )
        );

    [Fact]
    public void Housekeeping_on_one_of_several_sides_is_said()
    {
        var keep = Chosen(Nested("a", 0x100, 0, 3), Nested("b", 0, 0, 3));
        Assert.Equal(
            new Survivor.Keep(
                new("z"),
                "no client has committed anything on the other side since the fork, so nothing would be lost"
            ),
            keep
        );
        Assert.Equal(
            new Survivor.Keep(new("z"), "the other side has written nothing past the fork, so nothing would be lost"),
            Chosen(Nested("a", 0, 0, 3), Nested("b", 0, 0, 3))
        );
    }

    [Fact]
    public void One_pair_with_client_work_on_both_sides_is_enough_to_say_so()
    {
        Assert.EndsWith(
            "and clients have committed on both sides",
            Refused(Nested("a", 0x100, 1, 3), Nested("b", 0x100, 1, 0)),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "and both sides hold WAL the other lacks",
            Refused(Nested("a", 0x100, 1, 0), Nested("b", 0x100, 1, 0)),
            StringComparison.Ordinal
        );
    }

    static string Refused(params Divergence[] pairs) => Assert.IsType<Survivor.Undecidable>(Chosen(pairs)).Reason;

    /// <summary>Of claimants without votes, the newest of which is z.</summary>
    static Survivor Chosen(params Divergence[] pairs)
    {
        Member[] claimants =
        [
            .. pairs.Select(pair => Primary(pair.Older.Name, 3, 0x5000)),
            Primary("z", 4, 0x6000, 0x5000, followed: "a"),
        ];
        return Survivors.Choose(View(claimants), claimants, pairs.ToEquatableArray(), []);
    }

    /// <summary>What two wrote, counted by their WAL, since the newer one, z, forked from the older.</summary>
    static Divergence Nested(string older, ulong bytes, long commits, long newerCommits)
    {
        var fork = new Lsn(0x5000);
        var state = bytes > 0 ? DivergenceState.Diverged : DivergenceState.Overlap;
        return new(new(older), new("z"), fork, true, bytes, 0x1000, state)
        {
            IsNested = true,
            OlderWrote = new(fork, new(0x5000 + bytes), commits, commits, null, null),
            NewerWrote = new(fork, new(0x6000), newerCommits, newerCommits, null, null),
        };
    }

    static InstanceId? Kept(params Member[] claimants)
    {
        var view = View(claimants);
        var votes = Ballots.Of(view, claimants);
        return (Survivors.Choose(view, claimants, Between(claimants), votes) as Survivor.Keep)?.Instance;
    }

    static EquatableArray<Divergence> Between(params Member[] claimants) =>
        Divergences.Between(View(claimants), claimants);

    static ClusterView View(Member[] claimants) =>
        new("orders", Noon, new(7501), claimants.ToEquatableArray(), Testimony.None);

    static Member Primary(string name, uint timeline, ulong lsn, ulong? recoveryEnd = null, string? followed = null)
    {
        var state = new ServerState
        {
            Role = Role.Primary,
            System = new(7501),
            Timeline = new(timeline),
            Lsn = new(lsn),
            RecoveryEnd = recoveryEnd is { } end ? new(end) : null,
            WasStreaming = recoveryEnd is not null,
            StartedAt = Noon,
            Version = 180004,
        };
        var remembered = new Remembered
        {
            Instance = new(name),
            Role = Role.Primary,
            System = new(7501),
            LsnAdvancedAt = Noon,
            RoleSince = Noon,
            SeenAt = Noon,
            Followed = followed is null ? null : new InstanceId(followed),
            OtherRoleSeenAt = followed is null ? null : Noon.AddMilliseconds(-500),
        };
        var observation = new Observation(new(name), Noon, TimeSpan.Zero, new ProbeOutcome.Answered(state));
        return new Member(new Instance(new(name), name, 5432), observation, remembered);
    }
}
