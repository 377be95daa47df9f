using CsCheck;
using Primacy.Analysis;
using Primacy.Properties;
using Primacy.Topology;
using Xunit;

namespace Primacy.Explaining;

public sealed class ExplanationTests
{
    [Fact]
    public void Whatever_is_seen_every_member_and_every_detector_has_its_say() =>
        Generate.Histories.Sample(history =>
        {
            var step = history.Step(ClusterState.Initial, history.Looks[0], Generate.Noon);
            var (view, assessment) = (step.View, step.Assessment);
            var explanation = Explanation.Of(view, assessment);

            Assert.Equal(
                view.Members.Select(m => (InstanceId?)m.Id),
                explanation.Seen.Take(view.Members.Count).Select(s => s.About)
            );
            Assert.All(
                assessment.Findings,
                finding =>
                    Assert.Contains(
                        explanation.Follows,
                        s => s.Text.Contains(finding.Code.Slug, StringComparison.Ordinal)
                    )
            );
            Assert.All(view.Unseen, unseen => Assert.Contains(explanation.Missing, s => s.About == unseen.Id));
        });
}
