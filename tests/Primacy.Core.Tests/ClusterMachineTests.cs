using Primacy.Scenarios;
using Primacy.Topology;
using Xunit;

namespace Primacy;

public sealed class ClusterMachineTests
{
    [Fact]
    public void A_step_that_wants_a_second_read_tells_nothing_yet()
    {
        var step = Glance.At("a,b", "a primary tl=3; b primary tl=4");
        Assert.Equal("[a, b]", step.Reread.ToString());
        Assert.Empty(step.Events);
        Assert.Empty(step.State.Incidents);
    }

    [Fact]
    public void Of_a_healthy_cluster_only_the_histories_are_worth_knowing()
    {
        var step = Glance.At("a,b", "a primary tl=3; b standby of=a");
        Assert.Empty(step.Reread);
        Assert.Empty(step.Events);
        Assert.All(step.Inquiries, inquiry => Assert.IsType<Inquiry.OfLineage>(inquiry));
    }
}
