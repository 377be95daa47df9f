using Primacy.Analysis;
using Xunit;

namespace Primacy.Incidents;

/// <summary>What becomes of an incident's times when the watcher's clock is set, or nobody looks for a while.</summary>
public sealed class IncidentTimesTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly Verdict Verdict = new() { Code = VerdictCode.NoPrimary, Summary = "none" };

    [Fact]
    public void A_small_step_back_leaves_its_beginning()
    {
        var next = Step(Seen(Noon, Noon.AddSeconds(9)), Noon.AddSeconds(8), new Detection.Present(Verdict));
        Assert.Equal((Noon, Noon.AddSeconds(8)), (next!.Since, next.LastSeen));
    }

    [Fact]
    public void A_step_back_beyond_its_beginning_makes_it_begin_now()
    {
        var next = Step(Seen(Noon, Noon.AddSeconds(9)), Noon.AddHours(-1), new Detection.Undetermined("unseen"));
        Assert.Equal((Noon.AddHours(-1), Noon.AddHours(-1)), (next!.Since, next.LastSeen));
    }

    [Fact]
    public void What_is_gone_is_not_waited_for_until_the_former_time_comes_again()
    {
        var gone = Step(Seen(Noon, Noon) with { Phase = IncidentPhase.Firing }, Noon.AddHours(-1), Detection.NotThere);
        Assert.Equal(Noon.AddHours(-1), gone!.LastSeen);
        var over = Step(gone, Noon.AddHours(-1).AddSeconds(5), Detection.NotThere, observedSeconds: 5);
        Assert.Equal((IncidentPhase.Resolved, Noon.AddHours(-1).AddSeconds(5)), (over!.Phase, over.ResolvedAt));
    }

    [Fact]
    public void What_is_gone_was_last_seen_when_it_was()
    {
        var gone = Step(
            Seen(Noon, Noon.AddSeconds(1)) with
            {
                Phase = IncidentPhase.Firing,
            },
            Noon.AddSeconds(2),
            Detection.NotThere
        );
        Assert.Equal(Noon.AddSeconds(1), gone!.LastSeen);
    }

    [Theory]
    [InlineData("pending", "present")]
    [InlineData("firing", "absent")]
    public void Hours_that_nobody_observed_neither_fire_nor_resolve(string phase, string detection)
    {
        var before = Seen(Noon, Noon) with
        {
            Phase = phase == "pending" ? IncidentPhase.Pending : IncidentPhase.Firing,
        };
        var shown = detection == "present" ? new Detection.Present(Verdict) : Detection.NotThere;

        var after = Step(before, Noon.AddHours(3), shown, observedSeconds: 2);

        Assert.Equal((before.Phase, Noon, TimeSpan.FromSeconds(2)), (after!.Phase, after.Since, after.Observed));
    }

    [Fact]
    public void What_was_observed_adds_up_and_what_is_seen_again_begins_anew()
    {
        var firing = Seen(Noon, Noon) with { Phase = IncidentPhase.Firing };
        var gone = Step(firing, Noon.AddSeconds(3), Detection.NotThere, observedSeconds: 3);
        var back = Step(gone!, Noon.AddSeconds(4), new Detection.Undetermined("unseen"), observedSeconds: 1);
        var again = Step(back!, Noon.AddSeconds(8), Detection.NotThere, observedSeconds: 4);
        var over = Step(again!, Noon.AddSeconds(9), Detection.NotThere, observedSeconds: 1);

        Assert.Equal(
            [IncidentPhase.Firing, IncidentPhase.Firing, IncidentPhase.Firing, IncidentPhase.Resolved],
            new[] { gone, back, again, over }.Select(incident => incident!.Phase)
        );
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(-1000, 0)]
    [InlineData(0, 0)]
    [InlineData(700, 700)]
    [InlineData(2500, 2500)]
    [InlineData(10_600, 2500)]
    public void Of_a_gap_between_looks_no_more_counts_than_a_look_takes(int? gap, int observed)
    {
        var before = gap is { } known ? Noon.AddMilliseconds(-known) : (DateTimeOffset?)null;
        Assert.Equal(TimeSpan.FromMilliseconds(observed), new IncidentPolicy().Observed(before, Noon));
    }

    [Fact]
    public void A_cluster_that_is_looked_at_seldom_is_not_waited_for_longer()
    {
        var policy = ClusterPolicy.Default.ForLooks(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5)).Incidents;
        Assert.Equal(TimeSpan.FromMinutes(1), policy.Observed(Noon, Noon.AddMinutes(1)));
        Assert.Equal(TimeSpan.FromSeconds(65), policy.Observed(Noon, Noon.AddHours(1)));
    }

    [Theory]
    [InlineData(IncidentEventKind.Opened, false)]
    [InlineData(IncidentEventKind.Withdrawn, false)]
    [InlineData(IncidentEventKind.Fired, true)]
    [InlineData(IncidentEventKind.Changed, true)]
    [InlineData(IncidentEventKind.Resolved, true)]
    public void People_are_told_of_what_fires_changes_and_resolves(IncidentEventKind kind, bool isTold) =>
        Assert.Equal(isTold, new IncidentEvent(kind, Noon, Seen(Noon, Noon)).IsNotified);

    static Incident? Step(Incident current, DateTimeOffset now, Detection detection, int observedSeconds = 0) =>
        IncidentMachine
            .Step(current, "orders", detection, TimeSpan.FromSeconds(observedSeconds), now, new IncidentPolicy())
            .Next;

    static Incident Seen(DateTimeOffset since, DateTimeOffset lastSeen) =>
        new()
        {
            Key = "orders/no-primary/20260101T120000.000Z",
            Cluster = "orders",
            Verdict = Verdict,
            Phase = IncidentPhase.Pending,
            Since = since,
            LastSeen = lastSeen,
        };
}
