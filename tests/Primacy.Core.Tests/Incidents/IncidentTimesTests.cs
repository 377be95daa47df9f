using Primacy.Analysis;
using Xunit;

namespace Primacy.Incidents;

/// <summary>What becomes of an incident's times when the watcher's clock is set back.</summary>
public sealed class IncidentTimesTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly Verdict Verdict = new() { Code = VerdictCode.NoPrimary, Summary = "none" };

    [Fact]
    public void A_small_step_back_does_not_begin_the_waiting_anew()
    {
        var next = Step(Seen(Noon, Noon.AddSeconds(9)), Noon.AddSeconds(8), new Detection.Present(Verdict));
        Assert.Equal((Noon, Noon.AddSeconds(8)), (next!.Since, next.LastSeen));
    }

    [Fact]
    public void A_step_back_beyond_its_beginning_begins_the_waiting_anew()
    {
        var next = Step(Seen(Noon, Noon.AddSeconds(9)), Noon.AddHours(-1), new Detection.Undetermined("unseen"));
        Assert.Equal((Noon.AddHours(-1), Noon.AddHours(-1)), (next!.Since, next.LastSeen));
    }

    [Fact]
    public void What_is_gone_is_not_waited_for_until_the_former_time_comes_again()
    {
        var gone = Step(Seen(Noon, Noon) with { Phase = IncidentPhase.Firing }, Noon.AddHours(-1), Detection.NotThere);
        Assert.Equal(Noon.AddHours(-1), gone!.LastSeen);
        var over = Step(gone, Noon.AddHours(-1).AddSeconds(5), Detection.NotThere);
        Assert.Equal((IncidentPhase.Resolved, Noon.AddHours(-1).AddSeconds(5)), (over!.Phase, over.ResolvedAt));
    }

    [Theory]
    [InlineData(IncidentEventKind.Opened, false)]
    [InlineData(IncidentEventKind.Withdrawn, false)]
    [InlineData(IncidentEventKind.Fired, true)]
    [InlineData(IncidentEventKind.Changed, true)]
    [InlineData(IncidentEventKind.Resolved, true)]
    public void People_are_told_of_what_fires_changes_and_resolves(IncidentEventKind kind, bool isTold) =>
        Assert.Equal(isTold, new IncidentEvent(kind, Noon, Seen(Noon, Noon)).IsNotified);

    static Incident? Step(Incident current, DateTimeOffset now, Detection detection) =>
        IncidentMachine.Step(current, "orders", detection, now, new IncidentPolicy()).Next;

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
