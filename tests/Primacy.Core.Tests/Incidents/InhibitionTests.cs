using Primacy.Analysis;
using Xunit;
using static Primacy.Incidents.ToldSplit;

namespace Primacy.Incidents;

/// <summary>What is held back while two primaries are told of.</summary>
public sealed class InhibitionTests
{
    /// <summary>Nothing has a waiting time, so that only what is held back does not fire.</summary>
    static readonly IncidentPolicy Hasty = new()
    {
        KeepFiringFor = TimeSpan.Zero,
        Waits = [.. VerdictCodes.All.Select(code => new WaitingTime(code, TimeSpan.Zero))],
    };

    [Theory]
    [InlineData(VerdictCode.StandbyOnLosingBranch, "c", IncidentPhase.Pending)]
    [InlineData(VerdictCode.ManagerDisagrees, "c", IncidentPhase.Pending)]
    [InlineData(VerdictCode.ReplicationBroken, "b", IncidentPhase.Pending)]
    [InlineData(VerdictCode.ReplicationBroken, "c", IncidentPhase.Firing)]
    [InlineData(VerdictCode.ForeignPrimary, "b", IncidentPhase.Firing)]
    [InlineData(VerdictCode.IsolatedPrimarySuspected, "b", IncidentPhase.Firing)]
    [InlineData(VerdictCode.NoPrimary, "b", IncidentPhase.Firing)]
    [InlineData(VerdictCode.PrimaryUnreachable, "b", IncidentPhase.Firing)]
    [InlineData(VerdictCode.Blind, "b", IncidentPhase.Firing)]
    public void What_follows_from_a_split_is_pending_beside_it(VerdictCode code, string about, IncidentPhase phase)
    {
        var open = Step([], Noon, TwoPrimaries, Of(code, about));
        Assert.Equal([IncidentPhase.Firing, phase], open.Select(i => i.Phase));
    }

    [Fact]
    public void It_waits_anew_when_the_split_is_over_and_fires_when_it_waited_before()
    {
        var policy = new IncidentPolicy { KeepFiringFor = TimeSpan.Zero };
        var late = Of(VerdictCode.StandbyOnLosingBranch, "c");
        var open = Step([], Noon, policy, late);
        for (var second = 2; second < 30; second += 2)
            open = Step(open, Noon.AddSeconds(second), policy, TwoPrimaries, late);
        Assert.Equal(TimeSpan.Zero, open.Single(i => i.Code == late.Code).Observed);

        var seconds = 30;
        for (; open is not [{ Phase: IncidentPhase.Firing }]; seconds += 2)
        {
            Assert.True(seconds < 60, "it never fires");
            open = Step(open, Noon.AddSeconds(seconds), policy, late);
        }
        Assert.Equal((38, Noon), (seconds - 2, open[0].Since));
    }

    [Fact]
    public void What_fires_already_fires_on_and_resolves()
    {
        var late = Of(VerdictCode.StandbyOnLosingBranch, "c");
        var open = Step([], Noon, late);
        open = Step(open, Noon.AddSeconds(1), TwoPrimaries, late);
        Assert.All(open, incident => Assert.Equal(IncidentPhase.Firing, incident.Phase));
        Assert.Equal(TwoPrimaries.Code, Assert.Single(Step(open, Noon.AddSeconds(2), TwoPrimaries)).Code);
    }

    [Fact]
    public void What_is_gone_is_withdrawn_during_the_split()
    {
        var open = Step([], Noon, TwoPrimaries, Of(VerdictCode.ManagerDisagrees, "a"));
        Assert.Equal(TwoPrimaries.Code, Assert.Single(Step(open, Noon.AddSeconds(1), TwoPrimaries)).Code);
    }

    [Fact]
    public void A_split_that_is_not_told_yet_holds_nobody_back()
    {
        var policy = Hasty with { Waits = [new(TwoPrimaries.Code, TimeSpan.FromSeconds(9)), .. Hasty.Waits] };
        var open = Step([], Noon, policy, TwoPrimaries, Of(VerdictCode.ManagerDisagrees, "a"));
        Assert.Equal([IncidentPhase.Pending, IncidentPhase.Firing], open.Select(i => i.Phase));
    }

    static Verdict Of(VerdictCode code, string about) =>
        new()
        {
            Code = code,
            Summary = "trouble",
            Subjects = [new(about)],
        };

    static EquatableArray<Incident> Step(EquatableArray<Incident> open, DateTimeOffset now, params Verdict[] present) =>
        Step(open, now, Hasty, present);

    static EquatableArray<Incident> Step(
        EquatableArray<Incident> open,
        DateTimeOffset now,
        IncidentPolicy policy,
        params Verdict[] present
    )
    {
        var findings = Analyzer
            .Detectors.Select(detector =>
                present.FirstOrDefault(v => v.Code == detector.Code) is { } verdict
                    ? new Finding(detector.Code, new Detection.Present(verdict))
                    : new Finding(detector.Code, Detection.NotThere)
            )
            .ToEquatableArray();
        var assessment = new Assessment(present[0], findings);
        return IncidentBook.Step(open, "orders", assessment, now.AddSeconds(-2), now, policy).Open;
    }
}
