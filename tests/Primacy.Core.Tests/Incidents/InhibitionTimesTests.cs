using Primacy.Analysis;
using Xunit;
using static Primacy.Incidents.ToldSplit;

namespace Primacy.Incidents;

/// <summary>What being held back does to the waiting times, and to what is about more members than the split.</summary>
public sealed class InhibitionTimesTests
{
    static readonly Verdict Broken = new()
    {
        Code = VerdictCode.ReplicationBroken,
        Summary = "trouble",
        Subjects = [new("b")],
    };

    [Fact]
    public void Broken_replication_of_a_claimant_and_of_another_member_is_not_held_back()
    {
        var both = Broken with { Subjects = [new("b"), new("c")] };
        var hasty = new IncidentPolicy { Waits = [new(Broken.Code, TimeSpan.Zero)] };
        var open = Step([], TimeSpan.FromSeconds(1), Noon, hasty, Present(TwoPrimaries), Present(both));
        Assert.Equal([IncidentPhase.Firing, IncidentPhase.Firing], open.Select(i => i.Phase));
    }

    [Fact]
    public void A_look_that_takes_longer_than_the_waiting_time_does_not_tell_what_is_held_back()
    {
        var policy = ClusterPolicy.Default.ForLooks(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5)).Incidents;
        EquatableArray<Incident> open = [];
        for (var minute = 0; minute < 3; minute++)
            open = Step(
                open,
                TimeSpan.FromMinutes(1),
                Noon.AddMinutes(minute),
                policy,
                Present(TwoPrimaries),
                Present(Broken)
            );
        Assert.Equal([IncidentPhase.Firing, IncidentPhase.Pending], open.Select(i => i.Phase));
    }

    [Fact]
    public void What_fires_and_is_gone_resolves_in_its_time_although_the_split_goes_on()
    {
        var policy = new IncidentPolicy { KeepFiringFor = TimeSpan.FromSeconds(5) };
        EquatableArray<Incident> open = [Firing(TwoPrimaries), Firing(Broken)];
        var counts = new List<int>();
        for (var second = 2; second <= 6; second += 2)
        {
            var gone = new Finding(Broken.Code, Detection.NotThere);
            open = Step(open, TimeSpan.FromSeconds(2), Noon.AddSeconds(second), policy, Present(TwoPrimaries), gone);
            counts.Add(open.Count);
        }
        Assert.Equal([2, 2, 1], counts);
    }

    [Fact]
    public void What_cannot_be_told_any_more_is_held_back_by_what_it_was_about()
    {
        EquatableArray<Incident> open =
        [
            Firing(TwoPrimaries),
            Firing(Broken) with
            {
                Phase = IncidentPhase.Pending,
                Observed = TimeSpan.FromSeconds(3),
            },
        ];
        var untold = new Finding(Broken.Code, new Detection.Undetermined("unseen"));
        open = Step(open, TimeSpan.FromSeconds(2), Noon.AddSeconds(2), new(), Present(TwoPrimaries), untold);
        Assert.Equal(TimeSpan.Zero, open[1].Observed);
    }

    [Fact]
    public void What_comes_to_be_about_another_member_too_is_held_back_no_more()
    {
        var hasty = new IncidentPolicy { Waits = [new(Broken.Code, TimeSpan.Zero)] };
        EquatableArray<Incident> open = [Firing(TwoPrimaries), Firing(Broken) with { Phase = IncidentPhase.Pending }];
        var both = Broken with { Subjects = [new("b"), new("c")] };
        open = Step(open, TimeSpan.Zero, Noon.AddSeconds(2), hasty, Present(TwoPrimaries), Present(both));
        Assert.Equal(IncidentPhase.Firing, open[1].Phase);
    }

    static Incident Firing(Verdict verdict) =>
        new()
        {
            Key = verdict.Code.Slug,
            Cluster = "orders",
            Verdict = verdict,
            Phase = IncidentPhase.Firing,
            Since = Noon,
            LastSeen = Noon,
        };

    static Finding Present(Verdict verdict) => new(verdict.Code, new Detection.Present(verdict));

    static EquatableArray<Incident> Step(
        EquatableArray<Incident> open,
        TimeSpan since,
        DateTimeOffset now,
        IncidentPolicy policy,
        params Finding[] findings
    ) =>
        IncidentBook
            .Step(open, "orders", new Assessment(TwoPrimaries, findings.ToEquatableArray()), now - since, now, policy)
            .Open;
}
