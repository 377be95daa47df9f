using Primacy.Scenarios;
using Xunit;

namespace Primacy.Analysis;

/// <summary>What shows that a second primary on timeline 1 was copied anew. Noon is an hour after its start.</summary>
public sealed class CopiesTests
{
    [Theory]
    [InlineData("3600600ms", "wal=3600600ms@0/8000000", true)]
    // The oldest file is of the second in which the former server was last seen, and then of the one before.
    [InlineData("3600600ms", "wal=3599501ms@0/8000000", true)]
    [InlineData("3600600ms", "wal=3599500ms@0/8000000", false)]
    // It begins where the former server had been, not behind.
    [InlineData("3600600ms", "wal=3600600ms@0/6200000", false)]
    // It was started so long ago that its first files may be gone.
    [InlineData("3302s", "wal=3600600ms@0/8000000", true)]
    [InlineData("3301s", "wal=3600600ms@0/8000000", false)]
    public void A_copy_is_told_from_what_was_attached(string started, string files, bool isCopied) =>
        Assert.Equal(isCopied, IsCleared("", started, files));

    [Theory]
    [InlineData("3600600ms", true)]
    [InlineData("3599s", false)]
    public void The_clock_of_the_server_counts(string oldest, bool isCopied) =>
        Assert.Equal(isCopied, IsCleared("clock=-1m", "3540600ms", $"wal={Earlier(oldest)}@0/8000000 clock=-1m"));

    [Fact]
    public void Without_a_sight_of_its_clock_before_nothing_is_proven()
    {
        var looks = new Looks("a,c");
        looks.Look("a primary tl=1 lsn=0/7000000", "c primary tl=1 lsn=0/6200000");
        var step = looks.Look("c standby of=a started=3600600ms", "lineage c wal=3600600ms@0/8000000");
        Assert.NotEmpty(step.State.Memory.Strays);
    }

    [Fact]
    public void The_last_sight_of_its_clock_holds_until_there_is_another()
    {
        var looks = new Looks("a,c");
        looks.Look("a primary tl=1 lsn=0/7000000", "c primary tl=1 lsn=0/6200000", "lineage c wal=10m@0/4000000");
        looks.Look("lineage c hidden");
        var step = looks.Look("c standby of=a started=3600900ms", "lineage c wal=3600900ms@0/8000000");
        Assert.Empty(step.State.Memory.Strays);
    }

    [Fact]
    public void A_former_primary_that_was_never_seen_beside_its_copy_is_cleared_by_a_copy_too()
    {
        var looks = new Looks("a,c");
        looks.Look("a standby tl=1 of=c", "c primary tl=1 lsn=0/6200000", "lineage c wal=10m@0/4000000");
        looks.Look("a refused", "c refused");
        Assert.NotEmpty(looks.Look("a primary tl=1 lsn=0/7000000 started=3600700ms").State.Memory.Strays);

        var step = looks.Look("c standby of=a tl=1 started=3600900ms", "lineage c wal=3600800ms@0/8000000");

        Assert.Empty(step.State.Memory.Strays);
    }

    static bool IsCleared(string clock, string started, string files)
    {
        var looks = new Looks("a,c");
        looks.Look(
            "a primary tl=1 lsn=0/7000000",
            "c primary tl=1 lsn=0/6200000",
            $"lineage c wal=10m@0/4000000 {clock}"
        );
        var step = looks.Look($"c standby of=a started={started}", $"lineage c {files}");
        return step.State.Memory.Strays.Count == 0;
    }

    /// <summary>A minute before, as a clock shows it that is a minute late.</summary>
    static string Earlier(string after) => Durations.Format(Durations.Parse(after) - TimeSpan.FromMinutes(1));
}
