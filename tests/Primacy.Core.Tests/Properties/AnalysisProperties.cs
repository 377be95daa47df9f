using CsCheck;
using Primacy.Analysis;
using Primacy.Topology;
using Xunit;

namespace Primacy.Properties;

/// <summary>What must hold of the analysis whatever is seen.</summary>
public sealed class AnalysisProperties
{
    const int Iterations = 3_000;

    [Fact]
    public void The_headline_is_always_a_finding_that_can_become_an_incident() =>
        Each(step =>
        {
            var headline = step.Assessment.Headline;
            Assert.Equal(new Detection.Present(headline), step.Assessment.Of(headline.Code));
            Assert.False(string.IsNullOrWhiteSpace(headline.Summary));
            Assert.Equal(VerdictCodes.All.Count, step.Assessment.Findings.Count);
        });

    [Fact]
    public void Healthy_is_said_only_of_one_writable_primary_with_every_member_accounted_for() =>
        Each(step =>
        {
            if (step.Assessment.Of(VerdictCode.Healthy) is not Detection.Present)
                return;
            var answered = step.View.Members.Where(m => m.State is not null).ToArray();
            var primary = Assert.Single(answered, m => m.State!.Role is Role.Primary);
            Assert.False(primary.State!.IsReadOnly);
            Assert.All(answered, m => Assert.Equal(primary.State.System, m.State!.System));
            Assert.All(
                step.View.Members.Where(m => m.State is null),
                m => Assert.True(step.View.IsUnseen(m) && step.View.Replication.VoucherFor(m) is { State: not null })
            );
            Assert.All(
                step.Assessment.Findings.Where(f => f.Detection is Detection.Present),
                f => Assert.True(f.Code.Severity <= Severity.Info, $"{f.Code} beside healthy")
            );
        });

    [Fact]
    public void Multiple_primaries_are_present_exactly_when_two_primaries_of_one_system_answer() =>
        Each(step =>
        {
            var families = Families(step.View);
            var isPresent = step.Assessment.Of(VerdictCode.MultiplePrimaries) is Detection.Present;
            Assert.Equal(families.Any(family => family.Length > 1), isPresent);
        });

    [Fact]
    public void Primaries_of_different_systems_are_never_mixed() =>
        Each(step =>
        {
            if (step.Assessment.Of(VerdictCode.MultiplePrimaries) is not Detection.Present { Verdict: var verdict })
                return;
            var systems = verdict.Subjects.Select(id => step.View[id]!.State!.System).Distinct();
            Assert.Single(systems);
        });

    [Fact]
    public void A_survivor_is_named_only_with_a_majority_behind_it_or_when_nothing_else_would_be_lost() =>
        Each(step =>
        {
            if (step.Assessment.Of(VerdictCode.MultiplePrimaries) is not Detection.Present { Verdict: var verdict })
                return;
            if (verdict.Survivor is not Survivor.Keep keep)
                return;
            var votes = 1 + step.View.FollowersOf(step.View[keep.Instance]!).Count();
            var isMajority = votes * 2 > step.View.Members.Count;
            var losesNothing = verdict.Divergences.All(d =>
                d.State is DivergenceState.Overlap && d.OlderBytes == 0 && d.IsExact && d.Newer == keep.Instance
            );
            Assert.True(isMajority || losesNothing, $"{keep} with {votes} of {step.View.Members.Count}");
        });

    [Fact]
    public void Two_primaries_never_both_have_a_majority() =>
        Each(step =>
            Assert.True(
                step.View.Primaries.Count(p => (1 + step.View.FollowersOf(p).Count()) * 2 > step.View.Members.Count)
                    <= 1
            )
        );

    [Fact]
    public void A_member_that_stops_answering_never_makes_a_second_primary() =>
        (from history in Generate.Histories from failure in Gen.Enum<ProbeFailure>() select (history, failure)).Sample(
            pair =>
            {
                var (history, failure) = pair;
                var before = history.Step(ClusterState.Initial, history.Looks[0], Generate.Noon);
                if (before.Assessment.Of(VerdictCode.MultiplePrimaries) is Detection.Present)
                    return;
                foreach (var member in history.Declared)
                {
                    var after = history.Step(before.State, history.Losing(0, member.Id, failure), Generate.Noon);
                    Assert.False(after.Assessment.Of(VerdictCode.MultiplePrimaries) is Detection.Present);
                }
            },
            iter: Iterations / 4
        );

    [Fact]
    public void The_order_and_the_names_of_members_do_not_change_what_is_found() =>
        (from history in Generate.Histories from seed in Gen.Int select (history, seed)).Sample(
            pair =>
            {
                var (history, seed) = pair;
                Instance[] shuffled = [.. history.Declared];
                new Random(seed).Shuffle(shuffled);
                var straight = history.Play();
                var mixed = (history with { Declared = shuffled.ToEquatableArray() }).Play();
                Assert.Equal(straight.Select(Codes), mixed.Select(Codes));
            },
            iter: Iterations / 4
        );

    static string Codes(ClusterStep step) =>
        string.Join(", ", step.Assessment.Findings.Select(f => $"{f.Code} {f.Detection.GetType().Name}"));

    static IEnumerable<Member[]> Families(ClusterView view) =>
        view.Primaries.GroupBy(m => m.State!.System).Select(family => family.ToArray());

    static void Each(Action<ClusterStep> holds) =>
        Generate.Histories.Sample(
            history =>
            {
                foreach (var step in history.Play())
                    holds(step);
            },
            iter: Iterations
        );
}
