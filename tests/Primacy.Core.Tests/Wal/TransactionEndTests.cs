using Primacy.Topology;
using Xunit;

namespace Primacy.Wal;

/// <summary>
/// What ends a transaction, and what is known of one that ends. A commit that is not understood, or that may have begun
/// before reading did, counts as a client's work.
/// </summary>
public sealed class TransactionEndTests
{
    const ulong Start = 3 * WalText.SegmentBytes;
    const byte Commit = 0x80;
    const byte CommitPrepared = 0xB0;
    const byte AbortPrepared = 0xC0;
    const uint UserTable = 16384;

    static readonly EndText Rich = new()
    {
        NamesDatabase = true,
        Subtransactions = [11, 12],
        Statistics = 2,
        Invalidations = 3,
        Prepared = 10,
    };

    [Theory]
    [InlineData(0xD110, 15)]
    [InlineData(0xD116, 17)]
    [InlineData(0xD118, 18)]
    public void All_parts_of_an_end_are_understood(int magic, int major)
    {
        Assert.Equal((1, 0), Counted(Rich.ToBytes(major), magic));
        Assert.Equal((1, 1), Counted(Rich.ToBytes(major), magic, before: text => text.Insert(12, UserTable)));
        Assert.Equal((1, 1), Counted((Rich with { Files = 1 }).ToBytes(major), magic));
    }

    [Fact]
    public void An_end_that_is_cut_off_anywhere_is_not_understood()
    {
        EndText[] ends =
        [
            Rich,
            Rich with
            {
                Prepared = null,
            },
            new() { Subtransactions = [11, 12] },
            new() { Statistics = 1 },
            new() { Invalidations = 1 },
        ];
        foreach (var whole in (byte[][])[.. ends.Select(end => end.ToBytes(18)), new byte[8]])
        {
            foreach (var length in Enumerable.Range(0, whole.Length - 1))
                Assert.Equal((1, 1), Counted(whole[..length]));
        }
    }

    [Fact]
    public void A_commit_that_is_not_understood_has_no_time()
    {
        var text = Running();
        text.Add(RecordOwner.Transaction, Commit, 10, [1, 2, 3]);

        var counted = Reading.Count(text, text.Start).Counted;

        Assert.Equal((1, 1), (counted.Commits, counted.ClientCommits));
        Assert.Null(counted.FirstCommitAt);
    }

    [Fact]
    public void A_commit_without_a_part_of_its_own_is_not_understood()
    {
        var text = Running();
        text.AddRaw(RecordOwner.Transaction, Commit, 10, [.. RecordText.Block(1, data: 12), .. new byte[12]]);

        Assert.Equal(1, Reading.Count(text, text.Start).Counted.ClientCommits);
    }

    [Fact]
    public void A_commit_that_is_longer_than_is_kept_is_work() =>
        Assert.Equal((1, 1), Counted(new byte[RecordText.KeptBytesMax]));

    [Fact]
    public void A_plain_end_says_nothing_but_its_time()
    {
        var text = Running();
        text.Insert(10, UserTable);
        text.Add(RecordOwner.Transaction, 0x00, 10, BitConverter.GetBytes(2_000_000L));
        text.Add(RecordOwner.Transaction, 0x10, 11, new byte[8]);

        var counted = Reading.Count(text, text.Start).Counted;

        Assert.Equal((1, 1), (counted.Commits, counted.ClientCommits));
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 2, TimeSpan.Zero), counted.FirstCommitAt);
    }

    [Fact]
    public void A_prepared_transaction_is_ended_by_its_own_number()
    {
        var text = Running();
        text.Insert(12, UserTable);
        text.Add(RecordOwner.Transaction, AbortPrepared, 0, new EndText { Prepared = 12 }.ToBytes(18));
        text.Insert(13, UserTable);
        text.Add(RecordOwner.Transaction, CommitPrepared, 0, new EndText { Prepared = 12 }.ToBytes(18));
        text.Add(RecordOwner.Transaction, CommitPrepared, 0, new EndText { Prepared = 13 }.ToBytes(18));

        var counted = Reading.Count(text, text.Start).Counted;

        Assert.Equal((2, 1), (counted.Commits, counted.ClientCommits));
    }

    [Fact]
    public void Work_that_shows_twice_is_work()
    {
        Assert.Equal(
            (1, 1),
            Counted(new EndText { Files = 1 }.ToBytes(18), before: text => text.Insert(10, UserTable))
        );
        Assert.Equal(
            (1, 1),
            Counted(
                new EndText { Subtransactions = [11] }.ToBytes(18),
                before: text =>
                {
                    text.Insert(10, UserTable);
                    text.Insert(11, UserTable);
                }
            )
        );
    }

    /// <summary>The time of a commit is what the server wrote; what no calendar holds is left out.</summary>
    [Theory]
    [InlineData(-63_082_281_600_000_000, true)]
    [InlineData(-63_082_281_600_000_001, false)]
    [InlineData(252_455_615_999_999_999, true)]
    [InlineData(252_455_616_000_000_000, false)]
    [InlineData(long.MinValue, false)]
    [InlineData(long.MaxValue, false)]
    public void Times_that_no_calendar_holds_are_left_out(long microseconds, bool isTime)
    {
        var text = Running();
        text.CommittedAt = microseconds;
        text.Insert(10, UserTable);
        text.Commit(10);

        var counted = Reading.Count(text, text.Start).Counted;

        Assert.Equal((1, isTime), (counted.ClientCommits, counted.FirstCommitAt is { }));
    }

    [Fact]
    public void The_first_and_the_last_commit_of_clients_are_told()
    {
        var text = Running();
        foreach (var (transaction, second) in ((uint, long)[])[(10, 3), (11, 4), (12, 5)])
        {
            text.CommittedAt = second * 1_000_000;
            text.Insert(transaction, UserTable);
            text.Commit(transaction);
        }
        text.CommittedAt = 6_000_000;
        text.Commit(13);

        var counted = Reading.Count(text, text.Start).Counted;

        var epoch = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal((epoch.AddSeconds(3), epoch.AddSeconds(5)), (counted.FirstCommitAt, counted.LastCommitAt));
    }

    static (long Commits, long ClientCommits) Counted(
        byte[] end,
        int magic = WalText.Magic18,
        Action<WalText>? before = null
    )
    {
        var text = new WalText(Start, (ushort)magic);
        text.Running(10);
        before?.Invoke(text);
        text.Add(RecordOwner.Transaction, Commit, 10, end);
        var counted = Reading.Count(text, text.Start).Counted;
        return (counted.Commits, counted.ClientCommits);
    }

    static WalText Running()
    {
        var text = new WalText(Start);
        text.Running(10);
        return text;
    }
}
