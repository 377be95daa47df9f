using Xunit;

namespace Primacy.Topology;

/// <summary>What one more answer, a failure, or no probe at all makes of what is remembered.</summary>
public sealed class AnswersInMemoryTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly EquatableArray<Instance> Declared = [new(new("b"), "b", 5432)];

    static readonly ServerState Streaming = new()
    {
        Role = Role.Standby,
        System = new(7501),
        Timeline = new(3),
        StartedAt = Noon,
        Version = 180004,
        Upstream = new("streaming", "a", 5432, "b", null, null),
    };

    [Fact]
    public void Only_a_probe_that_fails_ends_the_time_in_which_a_server_answers()
    {
        var answered = ClusterMemory.Empty.Remember(Declared, [Answer(Streaming)]);
        Assert.Equal(Noon, Assert.Single(answered.Remember(Declared, []).Instances).AnswersSince);
        var failure = new Observation(
            new("b"),
            Noon,
            TimeSpan.Zero,
            new ProbeOutcome.Failed(ProbeFailure.TimedOut, "")
        );
        Assert.Null(Assert.Single(answered.Remember(Declared, [failure]).Instances).AnswersSince);
    }

    [Fact]
    public void The_timeline_of_a_standby_is_the_newest_that_it_showed()
    {
        Assert.Equal(new Timeline(3), After(Streaming, Streaming with { Timeline = null }).StandbyTimeline);
        Assert.Equal(new Timeline(4), After(Streaming, Streaming with { Timeline = new(4) }).StandbyTimeline);
        var promoted = Streaming with { Role = Role.Primary, Timeline = new(5), Upstream = null };
        Assert.Equal(new Timeline(3), After(Streaming, promoted).StandbyTimeline);
    }

    [Fact]
    public void A_standby_streams_while_its_receiver_does()
    {
        Assert.True(After(Streaming).IsStreaming);
        Assert.False(After(Streaming with { Upstream = Streaming.Upstream! with { Status = "waiting" } }).IsStreaming);
        Assert.False(After(Streaming with { Upstream = null }).IsStreaming);
        Assert.False(After(Streaming with { Role = Role.Primary }).IsStreaming);
    }

    static Remembered After(params ServerState[] answers) =>
        Assert.Single(
            answers
                .Aggregate(ClusterMemory.Empty, (memory, state) => memory.Remember(Declared, [Answer(state)]))
                .Instances
        );

    static Observation Answer(ServerState state) =>
        new(new("b"), Noon, TimeSpan.Zero, new ProbeOutcome.Answered(state));
}
