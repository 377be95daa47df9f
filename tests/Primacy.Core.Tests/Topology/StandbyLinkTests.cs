using Xunit;

namespace Primacy.Topology;

public sealed class StandbyLinkTests
{
    [Theory]
    [InlineData("streaming", null, true)]
    [InlineData("streaming", 0.0, true)]
    [InlineData("streaming", 20.0, true)]
    [InlineData("streaming", 20.1, false)]
    [InlineData("catchup", 0.0, false)]
    public void A_receiver_is_heard_while_it_streams_and_has_replied_within_twenty_seconds(
        string state,
        double? silentSeconds,
        bool isHeard
    ) => Assert.Equal(isHeard, new StandbyLink("b", null, state, "async", null, silentSeconds).IsHeard);
}
