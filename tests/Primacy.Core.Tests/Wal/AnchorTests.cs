using Primacy.Topology;
using Xunit;

namespace Primacy.Wal;

/// <summary>From which record on it is known that a transaction that ends did all of its work where we read.</summary>
public sealed class AnchorTests
{
    const ulong Start = 3 * WalText.SegmentBytes;
    const byte ShutdownCheckpoint = 0x00;
    const byte OnlineCheckpoint = 0x10;
    const byte EndOfRecovery = 0x90;

    [Fact]
    public void No_transaction_outlives_a_shutdown_but_prepared_ones() =>
        Assert.Equal(
            (true, 0, 1),
            After(text => text.Add(RecordOwner.Log, ShutdownCheckpoint, 0, Checkpoint(redo: 0, next: 10)))
        );

    [Fact]
    public void No_transaction_outlives_a_recovery_but_prepared_ones() =>
        Assert.Equal((false, 0, 1), After(text => text.Add(RecordOwner.Log, EndOfRecovery, 0, new byte[16])));

    [Fact]
    public void A_checkpoint_after_a_recovery_takes_nothing_back() =>
        Assert.Equal(
            (true, 0, 1),
            After(text =>
            {
                text.Add(RecordOwner.Log, EndOfRecovery, 0, new byte[16]);
                text.Running(10);
            })
        );

    [Fact]
    public void A_checkpoint_that_began_where_we_read_names_who_begins_next()
    {
        Assert.Equal((true, 1, 0), After(text => Online(text, redo: Start, next: 5), behind: 5));
        Assert.Equal((true, 1, 1), After(text => Online(text, redo: Start, next: 6), behind: 5));
        Assert.Equal((true, 1, 0), After(text => Online(text, redo: Start + 40, next: 5), behind: 5));
    }

    [Fact]
    public void A_checkpoint_that_began_before_we_read_says_nothing() =>
        Assert.Equal((false, 1, 1), After(text => Online(text, redo: Start - 1, next: 5), behind: 5));

    [Fact]
    public void A_fork_moves_no_beginning()
    {
        var text = new WalText(Start);
        var branch = new Tally(text.Start).Branch(new Lsn(Start + 1000));
        Online(text, redo: Start + 40, next: 5);
        var reader = new WalReader(text.Start);
        Reading.Feed(reader, text.Bytes);
        Assert.Equal(WalStep.Record, reader.Read());

        branch.Take(reader.Current);

        Assert.True(branch.IsAnchored);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(10, false)]
    [InlineData(27, false)]
    [InlineData(28, true)]
    public void A_checkpoint_that_is_cut_off_says_nothing(int length, bool isAnchor)
    {
        var text = new WalText(Start);
        text.Add(RecordOwner.Log, OnlineCheckpoint, 0, Checkpoint(redo: Start, next: 5).AsSpan(0, length));

        Assert.Equal(isAnchor, Reading.Count(text, text.Start).IsAnchored);
    }

    [Fact]
    public void The_first_that_names_who_begins_next_holds() =>
        Assert.Equal(
            (true, 1, 0),
            After(
                text =>
                {
                    text.Running(5);
                    text.Running(9);
                },
                behind: 5
            )
        );

    static void Online(WalText text, ulong redo, uint next) =>
        text.Add(RecordOwner.Log, OnlineCheckpoint, 0, Checkpoint(redo, next));

    static byte[] Checkpoint(ulong redo, uint next) =>
        [.. BitConverter.GetBytes(redo), .. new byte[16], .. BitConverter.GetBytes(next), .. new byte[40]];

    /// <summary>
    /// Whether it is known who begins next, and how many of two transactions without any work, the one plain and long
    /// under way, the other prepared, count as work.
    /// </summary>
    static (bool IsAnchored, long Plain, long Prepared) After(Action<WalText> write, uint behind = 3)
    {
        var (plain, prepared) = (new WalText(Start), new WalText(Start));
        write(plain);
        write(prepared);
        plain.Commit(3);
        prepared.Add(RecordOwner.Transaction, 0xB0, 0, new EndText { Prepared = behind }.ToBytes(18));
        var (one, other) = (Reading.Count(plain, plain.Start), Reading.Count(prepared, prepared.Start));
        return (one.IsAnchored, one.Counted.ClientCommits, other.Counted.ClientCommits);
    }
}
