using CsCheck;
using Primacy.Topology;
using Xunit;

namespace Primacy.Wal;

public sealed class TallyTests
{
    const ulong Start = 3 * WalText.SegmentBytes;
    const uint UserTable = 16384;
    const uint Statistics = 2619;

    [Fact]
    public void Commits_that_changed_rows_are_work_of_clients()
    {
        var text = Anchored(10);
        text.Insert(10, UserTable);
        text.Commit(10);
        text.Insert(11, Statistics);
        text.Commit(11);
        text.Commit(12);

        var counted = Reading.Count(text, text.Start).Counted;

        Assert.Equal((3, 1), (counted.Commits, counted.ClientCommits));
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 1, TimeSpan.Zero), counted.FirstCommitAt);
        Assert.Equal(text.End, counted.To);
    }

    [Fact]
    public void What_a_subtransaction_changed_is_the_work_of_the_whole()
    {
        var text = Anchored(10);
        text.Insert(12, UserTable);
        text.Commit(10, 11, 12);

        Assert.Equal(1, Reading.Count(text, text.Start).Counted.ClientCommits);
    }

    [Fact]
    public void What_was_rolled_back_is_nobodys_work()
    {
        var text = Anchored(10);
        text.Insert(11, UserTable);
        text.Add(RecordOwner.Transaction, 0x20, 11, BitConverter.GetBytes(1L));
        text.Commit(10);

        var counted = Reading.Count(text, text.Start).Counted;

        Assert.Equal((1, 0), (counted.Commits, counted.ClientCommits));
    }

    [Fact]
    public void A_transaction_that_may_have_begun_before_is_counted_as_work()
    {
        var text = Anchored(10);
        text.Commit(9);
        text.Commit(10);
        var unknown = new WalText(Start);
        unknown.Commit(10);

        foreach (var one in (WalText[])[text, unknown])
            Assert.Equal(1, Reading.Count(one, one.Start).Counted.ClientCommits);
    }

    [Fact]
    public void Of_more_transactions_under_way_than_are_told_apart_each_counts_as_work()
    {
        var text = Anchored(10);
        var reader = new WalReader(text.Start);
        Reading.Feed(reader, text.Bytes);
        Assert.Equal(WalStep.Record, reader.Read());
        var tally = new Tally(text.Start);
        tally.Take(reader.Current);
        for (var i = 0u; i < Tally.OpenMax; i++)
            Work(100 + i);
        Commit(11);
        Assert.Equal((1, 0), Counts(tally));

        Work(99);
        Commit(12);
        Assert.Equal((2, 1), Counts(tally));

        void Work(uint transaction) => Take(RecordOwner.Sequence, transaction, new byte[24]);
        void Commit(uint transaction) =>
            Take(RecordOwner.Transaction, transaction, [.. new byte[24], .. RecordText.Own(new byte[8])]);

        void Take(RecordOwner owner, uint transaction, byte[] bytes)
        {
            bytes[0] = (byte)bytes.Length;
            bytes[17] = (byte)owner;
            BitConverter.TryWriteBytes(bytes.AsSpan(4), transaction);
            tally.Take(
                new WalRecord
                {
                    Lsn = text.Start,
                    End = text.End,
                    Major = 18,
                    Bytes = bytes,
                }
            );
        }
    }

    [Fact]
    public void Numbers_of_transactions_go_in_a_circle()
    {
        var text = Anchored(uint.MaxValue);
        text.Commit(5);

        Assert.Equal(0, Reading.Count(text, text.Start).Counted.ClientCommits);
    }

    [Theory]
    [InlineData(RecordOwner.Sequence)]
    [InlineData(RecordOwner.LogicalMessage)]
    [InlineData(RecordOwner.Generic)]
    [InlineData((RecordOwner)200)]
    public void What_is_not_known_to_be_housekeeping_is_work(RecordOwner owner)
    {
        var text = Anchored(10);
        text.Add(owner, 0, 10, [1, 2, 3]);
        text.Commit(10);

        Assert.Equal(1, Reading.Count(text, text.Start).Counted.ClientCommits);
    }

    [Fact]
    public void A_fork_is_the_end_of_the_last_common_record_and_work_under_way_belongs_to_both()
    {
        var (one, other) = (Anchored(10), Anchored(10));
        one.Insert(10, UserTable);
        other.Insert(10, UserTable);
        var fork = one.End;
        one.Commit(10);
        one.Commit(11);
        other.Commit(12);

        var lockstep = Reading.Compare(one, other);

        Assert.Equal((Kinship.Forked, fork), (lockstep.Kinship, lockstep.To));
        Assert.Equal((2, 1), (lockstep.OneSince!.Counted.Commits, lockstep.OneSince.Counted.ClientCommits));
        Assert.Equal((1, 0), (lockstep.OtherSince!.Counted.Commits, lockstep.OtherSince.Counted.ClientCommits));
        Assert.Equal(fork, lockstep.OneSince.From);
    }

    [Fact]
    public void One_that_is_merely_behind_has_not_parted()
    {
        var (one, other) = (Anchored(10), Anchored(10));
        other.Commit(10);

        var lockstep = Reading.Compare(one, other);

        Assert.Equal((Kinship.Same, one.End), (lockstep.Kinship, lockstep.To));
        Assert.True(lockstep.AwaitsOne && !lockstep.AwaitsOther);
    }

    [Fact]
    public void What_one_wrote_while_the_other_wrote_nothing_is_counted()
    {
        var (one, other) = (Anchored(10), Anchored(10));
        other.Insert(10, UserTable);
        other.Commit(10);
        other.Commit(11);

        var lockstep = Reading.Compare(one, other);

        Assert.Null(lockstep.OneSince);
        var counted = lockstep.OtherSince!.Counted;
        Assert.Equal((2, 1), (counted.Commits, counted.ClientCommits));
        Assert.Equal((one.End, other.End), (counted.From, counted.To));
        Assert.NotNull(counted.FirstCommitAt);
    }

    [Fact]
    public void What_one_wrote_ahead_of_the_other_is_its_branch_when_they_part_there()
    {
        var (one, other) = (Anchored(10), Anchored(10));
        foreach (var text in (WalText[])[one, other])
        {
            text.Insert(10, UserTable);
            text.Commit(10);
        }
        var fork = one.End;
        one.Commit(11);
        other.Insert(12, UserTable);
        other.Commit(12);
        other.Commit(13);
        var lockstep = new Lockstep(one.Start);
        Reading.Feed(lockstep.Other, other.Bytes);
        Reading.Feed(lockstep.One, one.Bytes.AsSpan(0, (int)(Anchored(10).End.Value - Start)));
        lockstep.Advance();
        Assert.True(lockstep.CountOther());
        Assert.False(lockstep.CountOne());
        Assert.Equal((3, 2), Counts(lockstep.OtherSince));

        Reading.Feed(lockstep.One, one.Bytes.AsSpan((int)(lockstep.One.Position.Value - Start)));
        lockstep.Advance();
        lockstep.CountOne();
        lockstep.CountOther();

        Assert.Equal((Kinship.Forked, fork), (lockstep.Kinship, lockstep.To));
        Assert.Equal(((1, 0), (2, 1)), (Counts(lockstep.OneSince), Counts(lockstep.OtherSince)));
        Assert.Equal((fork, other.End), (lockstep.OtherSince!.From, lockstep.OtherSince.To));
    }

    [Fact]
    public void It_makes_no_difference_in_which_pieces_two_are_read() =>
        Gen.Select(Gen.UInt[10, 14].Array[0, 12], Gen.UInt[10, 14].Array[0, 12], Gen.UInt[10, 14].Array[0, 12])
            .Select(Gen.Int[1, 300].Array[1, 60])
            .Sample(
                (work, pieces) =>
                {
                    var (one, other) = (Anchored(10), Anchored(10));
                    Write(one, [.. work.Item1, .. work.Item2]);
                    Write(other, [.. work.Item1, .. work.Item3]);

                    var (whole, piecewise) = (Reading.Compare(one, other), Piecewise(one, other, pieces));

                    Assert.Equal((whole.Kinship, whole.To), (piecewise.Kinship, piecewise.To));
                    Assert.Equal(whole.OneSince?.Counted, piecewise.OneSince?.Counted);
                    Assert.Equal(whole.OtherSince?.Counted, piecewise.OtherSince?.Counted);
                },
                iter: 1000
            );

    [Fact]
    public void Two_that_have_nothing_in_common_are_apart()
    {
        var (one, other) = (Anchored(10), Anchored(11));

        var lockstep = Reading.Compare(one, other);

        Assert.Equal(Kinship.Apart, lockstep.Kinship);
        Assert.Equal(lockstep.From, lockstep.OneSince!.From);
    }

    [Fact]
    public void Records_with_any_content_are_counted_without_harm() =>
        Gen.Select(Gen.Int[0, 22], Gen.Byte, Gen.UInt[0, 9], Gen.Byte.Array[0, 300])
            .Array[1, 30]
            .Sample(
                records =>
                {
                    var text = Anchored(5);
                    foreach (var (owner, operation, transaction, content) in records)
                        // A switch leaves the rest of its segment empty, which this text would not.
                        if (!(owner == 0 && (operation & 0xF0) == 0x40))
                            text.AddRaw((RecordOwner)owner, operation, transaction, content);

                    var counted = Reading.Count(text, text.Start).Counted;

                    Assert.Equal(text.End, counted.To);
                    Assert.True(counted.ClientCommits <= counted.Commits);
                },
                iter: 300
            );

    /// <summary>An even number is a commit, an odd one a change before one.</summary>
    static void Write(WalText text, uint[] transactions)
    {
        foreach (var transaction in transactions)
        {
            if (transaction % 2 == 1)
                text.Insert(transaction, UserTable);
            text.Commit(transaction);
        }
    }

    /// <summary>Now the one gets some bytes and now the other, and each is counted as far as it goes.</summary>
    static Lockstep Piecewise(WalText one, WalText other, int[] pieces)
    {
        var lockstep = new Lockstep(one.Start);
        for (var i = 0; lockstep.One.Position < one.End || lockstep.Other.Position < other.End; i++)
        {
            var (text, reader) = pieces[i % pieces.Length] % 3 == 0 ? (one, lockstep.One) : (other, lockstep.Other);
            if (reader.Position >= text.End)
                (text, reader) = text == one ? (other, lockstep.Other) : (one, lockstep.One);
            // Only who can go on no further without more is given more.
            lockstep.Advance();
            _ = (lockstep.CountOne(), lockstep.CountOther());
            var at = (int)(reader.Position.Value - Start);
            Reading.Feed(reader, text.Bytes.AsSpan(at, Math.Min(pieces[i % pieces.Length], text.Bytes.Length - at)));
        }
        lockstep.Advance();
        _ = (lockstep.CountOne(), lockstep.CountOther());
        return lockstep;
    }

    static (long Commits, long ClientCommits) Counts(Tally? tally) =>
        (tally!.Counted.Commits, tally.Counted.ClientCommits);

    static WalText Anchored(uint next)
    {
        var text = new WalText(Start);
        text.Running(next);
        return text;
    }
}
