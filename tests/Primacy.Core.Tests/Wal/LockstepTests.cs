using Primacy.Topology;
using Xunit;

namespace Primacy.Wal;

/// <summary>Two servers side by side: where reading begins, and what one has written ahead of the other.</summary>
public sealed class LockstepTests
{
    const ulong Start = 3 * WalText.SegmentBytes;
    const uint UserTable = 16384;

    [Fact]
    public void What_was_compared_goes_from_the_first_record_to_the_last_common_one()
    {
        var (one, other) = (Anchored(), Anchored());
        foreach (var text in (WalText[])[one, other])
            text.Commit(10);

        var lockstep = Reading.Compare(one, other);

        Assert.Equal((new Lsn(Start + 40), one.End), (lockstep.From, lockstep.To));
        Assert.Equal(Kinship.Same, lockstep.Kinship);
        Assert.True(lockstep.IsAnchored);
        Assert.False(lockstep.HasParted);
    }

    [Fact]
    public void Two_that_do_not_begin_at_one_place_are_apart_from_the_earlier_on()
    {
        // The one has the end of a long record where the other's first record begins.
        var text = new WalText(Start);
        text.Add(RecordOwner.LogicalMessage, 0, 7, new byte[2 * WalText.SegmentBytes - 50_000]);
        text.Insert(7, UserTable);
        var later = text.Bytes.AsSpan((int)WalText.SegmentBytes).ToArray();
        var earlier = new WalText(Start + WalText.SegmentBytes);
        earlier.Add(RecordOwner.LogicalMessage, 0, 7, new byte[WalText.SegmentBytes]);

        foreach (var isFirst in (bool[])[true, false])
        {
            var lockstep = new Lockstep(earlier.Start);
            Reading.Feed(lockstep.One, isFirst ? earlier.Bytes : later);
            Reading.Feed(lockstep.Other, isFirst ? later : earlier.Bytes);
            lockstep.Advance();

            Assert.Equal((Kinship.Apart, new Lsn(earlier.Start.Value + 40)), (lockstep.Kinship, lockstep.From));
            Assert.Equal(lockstep.From, lockstep.OneSince!.From);
            Assert.Equal(lockstep.From, lockstep.OtherSince!.From);
            Assert.Null(lockstep.To);
        }
    }

    [Fact]
    public void Either_may_be_ahead_of_the_other()
    {
        foreach (var isFirst in (bool[])[true, false])
        {
            var (one, other) = (Anchored(), Anchored());
            var ahead = isFirst ? one : other;
            ahead.Insert(10, UserTable);
            ahead.Commit(10);

            var lockstep = Reading.Compare(one, other);

            var (since, none) = isFirst
                ? (lockstep.OneSince, lockstep.OtherSince)
                : (lockstep.OtherSince, lockstep.OneSince);
            Assert.Null(none);
            Assert.Equal((1, ahead.End), (since!.Counted.ClientCommits, since.To));
            Assert.Equal((!isFirst, isFirst), (lockstep.AwaitsOne, lockstep.AwaitsOther));
        }
    }

    [Fact]
    public void What_has_parted_is_counted_as_long_as_there_are_bytes()
    {
        var (one, other) = (Anchored(), Anchored());
        one.Commit(10);
        other.Commit(11);
        var lockstep = Reading.Compare(one, other);
        Assert.True(lockstep.HasParted);

        one.Commit(12);
        Reading.Feed(lockstep.One, one.Bytes.AsSpan((int)(lockstep.One.Position.Value - Start)));

        Assert.True(lockstep.CountOne());
        Assert.True(lockstep.CountOther());
        Assert.Equal((2, 1), (lockstep.OneSince!.Counted.Commits, lockstep.OtherSince!.Counted.Commits));
    }

    [Fact]
    public void The_first_commit_ahead_is_the_first_that_the_other_one_lacks()
    {
        var (one, other) = (Anchored(), Anchored());
        foreach (var text in (WalText[])[one, other])
        {
            text.Insert(10, UserTable);
            text.Commit(10);
        }
        var common = one.End;
        other.Commit(11);
        other.CommittedAt = 9_000_000;
        other.Insert(12, UserTable);
        other.Commit(12);
        var lockstep = new Lockstep(one.Start);
        Reading.Feed(lockstep.Other, other.Bytes);
        Reading.Feed(lockstep.One, one.Bytes.AsSpan(0, (int)(Anchored().End.Value - Start)));
        lockstep.Advance();
        lockstep.CountOther();
        Reading.Feed(lockstep.One, one.Bytes.AsSpan((int)(lockstep.One.Position.Value - Start)));

        lockstep.Advance();

        var counted = lockstep.OtherSince!.Counted;
        Assert.Equal((common, 2, 1), (counted.From, counted.Commits, counted.ClientCommits));
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 9, TimeSpan.Zero), counted.FirstCommitAt);
    }

    /// <summary>What is ahead is held record by record until the other one moves, so there is a bound to it.</summary>
    [Fact]
    public void Who_is_far_ahead_is_counted_no_further_until_the_other_one_moves()
    {
        const int Most = 1 << 18;
        var (one, other) = (Anchored(), Anchored());
        for (var i = 0; i < Most; i++)
            other.AddRaw(RecordOwner.LogicalMessage, 0, 0, []);
        var counted = other.End;
        other.Commit(10);
        var lockstep = new Lockstep(one.Start);
        Reading.Feed(lockstep.One, one.Bytes);
        Reading.Feed(lockstep.Other, other.Bytes);
        lockstep.Advance();

        Assert.False(lockstep.CountOther());

        Assert.Equal((counted, 0), (lockstep.OtherSince!.To, lockstep.OtherSince.Counted.Commits));
    }

    static WalText Anchored()
    {
        var text = new WalText(Start);
        text.Running(10);
        return text;
    }
}
