using CsCheck;
using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Incidents;
using Primacy.Scenarios;
using Primacy.Topology;
using Xunit;

namespace Primacy.Properties;

/// <summary>What must hold whatever the servers' WAL and the managers are said to say.</summary>
public sealed class TestimonyProperties
{
    const int Iterations = 2_000;

    [Fact]
    public void Whatever_is_testified_there_is_a_headline_and_an_explanation() =>
        Each(step =>
        {
            var headline = step.Assessment.Headline;
            Assert.Equal(new Detection.Present(headline), step.Assessment.Of(headline.Code));
            Assert.NotEmpty(Explanation.Of(step.View, step.Assessment).Seen);
        });

    [Fact]
    public void A_survivor_is_named_against_a_counted_commit_of_a_client_only_by_a_quorum_or_a_majority() =>
        Each(step =>
        {
            if (step.Assessment.Of(VerdictCode.MultiplePrimaries) is not Detection.Present { Verdict: var verdict })
                return;
            if (verdict.Survivor is not Survivor.Keep { Instance: var kept } || IsElected(verdict, kept))
                return;
            Assert.DoesNotContain(
                verdict.Divergences,
                d =>
                    (d.Newer == kept && d.OlderWrote is { ClientCommits: > 0 })
                    || (d.Older == kept && d.NewerWrote is { ClientCommits: > 0 })
            );
        });

    [Fact]
    public void Nothing_critical_is_present_beside_healthy() =>
        Each(step =>
        {
            if (step.Assessment.Of(VerdictCode.Healthy) is not Detection.Present)
                return;
            Assert.DoesNotContain(
                step.Assessment.Findings,
                f => f.Detection is Detection.Present && f.Code.Severity is Severity.Critical
            );
        });

    [Fact]
    public void What_follows_from_a_split_is_not_told_while_the_split_is() =>
        Each(step =>
        {
            if (
                !step.State.Incidents.Any(i =>
                    i is { Code: VerdictCode.MultiplePrimaries, Phase: IncidentPhase.Firing }
                )
            )
                return;
            Assert.DoesNotContain(
                step.Events,
                e =>
                    e.Kind is IncidentEventKind.Fired
                    && e.Incident.Code is VerdictCode.StandbyOnLosingBranch or VerdictCode.ManagerDisagrees
            );
        });

    [Fact]
    public void The_same_testimony_always_gives_the_same_and_survives_being_written_down() =>
        Generate.Attested.Sample(
            history =>
            {
                var (first, second) = (history.Play(), history.Play());
                Assert.Equal(first.SelectMany(s => s.Events), second.SelectMany(s => s.Events));
                Assert.Equal(first.Select(s => s.Assessment), second.Select(s => s.Assessment));
                Assert.Equal(first[^1].State, second[^1].State);
                Assert.Equal(first[^1].State, JournalRoundTrip.Of(second[^1].State));
            },
            iter: Iterations / 10
        );

    static bool IsElected(Verdict verdict, InstanceId kept)
    {
        var votes = verdict.Split!.Votes;
        var members = votes.Where(v => v.Weight is VoteWeight.Member).ToArray();
        return votes.Any(v => v.Weight is VoteWeight.Quorum && v.For == kept)
            || members.Count(v => v.For == kept) * 2 > members.Length;
    }

    static void Each(Action<ClusterStep> holds) =>
        Generate.Attested.Sample(
            history =>
            {
                foreach (var step in history.Play())
                    holds(step);
            },
            iter: Iterations
        );
}
