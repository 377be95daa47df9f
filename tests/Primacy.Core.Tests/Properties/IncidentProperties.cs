using CsCheck;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Scenarios;
using Primacy.Topology;
using Xunit;

namespace Primacy.Properties;

/// <summary>What must hold of incidents whatever is seen, in whatever order.</summary>
public sealed class IncidentProperties
{
    const int Iterations = 3_000;

    [Fact]
    public void An_incident_fires_once_and_its_events_come_in_order() =>
        Generate.Histories.Sample(
            history =>
            {
                var lives = history.Play().SelectMany(step => step.Events).GroupBy(e => e.Incident.Key);
                foreach (var life in lives)
                    Assert.Matches("^O?(F(C)*(R)?|W)?$", string.Concat(life.Select(Letter)));
            },
            iter: Iterations
        );

    [Fact]
    public void What_cannot_be_seen_has_not_ended() =>
        (from history in Generate.Histories from unseen in Unseen select (history, unseen)).Sample(
            pair =>
            {
                var (history, unseen) = pair;
                var last = history.Play()[^1];
                if (!IsFiring(last.State))
                    return;
                var claimants = last.Assessment.Of(VerdictCode.MultiplePrimaries) is Detection.Present present
                    ? present.Verdict.Subjects
                    : [];
                foreach (var claimant in claimants)
                {
                    var lost = history.Losing(history.Looks.Length - 1, claimant, unseen);
                    var after = history.Step(last.State, lost, last.View.At.AddHours(1));
                    Assert.True(IsFiring(after.State), $"resolved when {claimant} showed {unseen}");
                }
            },
            iter: Iterations
        );

    [Fact]
    public void The_same_history_always_gives_the_same_events() =>
        Generate.Histories.Sample(
            history =>
            {
                var (first, second) = (history.Play(), history.Play());
                Assert.Equal(first.SelectMany(s => s.Events), second.SelectMany(s => s.Events));
                Assert.Equal(first[^1].State, second[^1].State);
                Assert.Equal(first.Select(s => s.Assessment), second.Select(s => s.Assessment));
            },
            iter: Iterations / 4
        );

    [Fact]
    public void The_state_survives_being_written_down() =>
        Generate.Histories.Sample(
            history => Assert.Equal(history.Play()[^1].State, JournalRoundTrip.Of(history.Play()[^1].State)),
            iter: Iterations / 10
        );

    [Fact]
    public void Two_primaries_are_never_told_after_one_read() =>
        Generate.Histories.Sample(
            history =>
            {
                var state = ClusterState.Initial;
                foreach (var look in history.Looks)
                {
                    var step = ClusterMachine.Step(
                        "orders",
                        history.Declared,
                        state,
                        Sightings.FromProbes(look),
                        Generate.Noon,
                        ClusterPolicy.Default
                    );
                    Assert.DoesNotContain(
                        step.Events,
                        e => e is { Kind: IncidentEventKind.Fired, Incident.Code: VerdictCode.MultiplePrimaries }
                    );
                    state = step.State;
                }
            },
            iter: Iterations
        );

    /// <summary>Every failure that does not prove the server's sessions to be over.</summary>
    static Gen<ProbeFailure> Unseen =>
        Gen.Enum<ProbeFailure>().Where(failure => failure is not (ProbeFailure.Refused or ProbeFailure.StartingUp));

    static bool IsFiring(ClusterState state) =>
        state.Incidents.Any(i => i is { Code: VerdictCode.MultiplePrimaries, Phase: IncidentPhase.Firing });

    static char Letter(IncidentEvent happened) => happened.Kind.ToString()[0];
}
