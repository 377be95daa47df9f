using Primacy.Topology;
using Xunit;

namespace Primacy.Wal;

/// <summary>
/// Whose relation a record changes. What ANALYZE writes is housekeeping, so a commit after it counts as a client's work
/// only when the record was not understood.
/// </summary>
public sealed class RecordContentTests
{
    const ulong Start = 3 * WalText.SegmentBytes;
    const uint UserTable = 16384;
    const uint Statistics = 2619;

    static readonly byte[] Named = RecordText.Block(Statistics);

    [Theory]
    [InlineData(RecordOwner.Heap, 0x00)]
    [InlineData(RecordOwner.Heap, 0x10)]
    [InlineData(RecordOwner.Heap, 0x20)]
    [InlineData(RecordOwner.Heap, 0x30)]
    [InlineData(RecordOwner.Heap, 0x40)]
    [InlineData(RecordOwner.Heap, 0x80)]
    [InlineData(RecordOwner.Heap2, 0x50)]
    [InlineData(RecordOwner.Heap2, 0xD0)]
    public void Rows_that_change_are_work_but_for_the_planners_statistics(RecordOwner owner, byte operation)
    {
        Assert.True(IsWork(text => text.Change(owner, operation, 10, UserTable)));
        foreach (var catalog in (uint[])[2619, 2840, 3429, 3430])
            Assert.False(IsWork(text => text.Change(owner, operation, 10, catalog)));
    }

    [Theory]
    [InlineData(RecordOwner.Heap, 0x50)]
    [InlineData(RecordOwner.Heap, 0x60)]
    [InlineData(RecordOwner.Heap, 0x70)]
    [InlineData(RecordOwner.Heap, 0xE0)]
    [InlineData(RecordOwner.Heap2, 0x00)]
    [InlineData(RecordOwner.Heap2, 0x10)]
    [InlineData(RecordOwner.Heap2, 0x60)]
    [InlineData(RecordOwner.Log, 0xB0)]
    [InlineData(RecordOwner.Standby, 0x00)]
    [InlineData(RecordOwner.Storage, 0x10)]
    [InlineData(RecordOwner.CommitLog, 0)]
    [InlineData(RecordOwner.MultiTransaction, 0)]
    [InlineData(RecordOwner.RelationMap, 0)]
    [InlineData(RecordOwner.CommitTimestamp, 0)]
    [InlineData(RecordOwner.ReplicationOrigin, 0)]
    [InlineData(RecordOwner.BTree, 0)]
    [InlineData(RecordOwner.Hash, 0)]
    [InlineData(RecordOwner.Gin, 0)]
    [InlineData(RecordOwner.Gist, 0)]
    [InlineData(RecordOwner.SpGist, 0)]
    [InlineData(RecordOwner.Brin, 0)]
    public void Locks_pruning_entries_of_indexes_and_the_servers_own_books_are_no_work(
        RecordOwner owner,
        byte operation
    ) => Assert.False(IsWork(text => text.Change(owner, operation, 10, UserTable)));

    [Theory]
    [InlineData(RecordOwner.Database)]
    [InlineData(RecordOwner.Tablespace)]
    public void Databases_and_tablespaces_that_come_and_go_are_work(RecordOwner owner) =>
        Assert.True(IsWork(text => text.Add(owner, 0, 10, new byte[8])));

    [Fact]
    public void The_relation_is_found_whatever_else_the_record_carries()
    {
        Assert.True(IsUnderstood(Named));
        Assert.True(IsUnderstood([.. Named, .. RecordText.Own([1, 2, 3])]));
        Assert.True(IsUnderstood([.. Named, .. RecordText.Own(new byte[300])]));
        Assert.True(
            IsUnderstood([.. RecordText.Block(Statistics, data: 2), .. RecordText.Own([3]).AsSpan(0, 2), 1, 2, 3])
        );
        Assert.True(IsUnderstood([.. Named, .. RecordText.Origin, .. RecordText.TopTransaction]));
        Assert.True(IsUnderstood([.. Named, .. RecordText.Block(null, id: 1)]));
        Assert.True(IsUnderstood([.. Named, .. RecordText.Block(UserTable, id: 32)]));
        Assert.False(IsUnderstood([.. Named, .. RecordText.Block(UserTable, id: 33)]));
        Assert.False(IsUnderstood([.. RecordText.Block(null), .. RecordText.Block(UserTable, id: 1)]));
    }

    [Fact]
    public void A_record_that_is_cut_off_anywhere_or_has_bytes_left_is_not_understood()
    {
        byte[][] contents =
        [
            Named,
            [.. Named, .. RecordText.Own([1])],
            [.. Named, .. RecordText.Own(new byte[300])],
            [.. RecordText.Origin, .. RecordText.TopTransaction, .. Named],
            [.. RecordText.Block(Statistics, image: RecordText.Image(0, 0x05, hasHoleLength: true))],
            [.. Named, .. RecordText.Block(null, id: 1, image: RecordText.Image(0, 0x05, hasHoleLength: true))],
        ];
        foreach (var content in contents)
        {
            Assert.True(IsUnderstood(content));
            Assert.False(IsUnderstood([.. content, 255, 1]));
            foreach (var length in Enumerable.Range(0, content.Length).Where(length => !EndsWithPart(content, length)))
                Assert.False(IsUnderstood(content[..length]), $"{length} of {content.Length} bytes");
        }
    }

    /// <summary>Version 15 took in more ways of compression, and renumbered how an image is stored.</summary>
    [Theory]
    [InlineData(0xD106, 0x01, false)]
    [InlineData(0xD106, 0x02, false)]
    [InlineData(0xD106, 0x03, true)]
    [InlineData(0xD10D, 0x03, true)]
    [InlineData(0xD10D, 0x05, false)]
    [InlineData(0xD110, 0x03, false)]
    [InlineData(0xD110, 0x05, true)]
    [InlineData(0xD113, 0x09, true)]
    [InlineData(0xD116, 0x11, true)]
    [InlineData(0xD118, 0x01, false)]
    [InlineData(0xD118, 0x04, false)]
    [InlineData(0xD118, 0x05, true)]
    public void The_length_of_the_hole_is_told_of_compressed_images_that_have_one(int magic, byte flags, bool hasLength)
    {
        Assert.True(IsUnderstood(Content(hasLength), magic));
        Assert.False(IsUnderstood(Content(!hasLength), magic));

        byte[] Content(bool hasHoleLength) =>
            [
                .. RecordText.Block(Statistics, data: 2, image: RecordText.Image(4, flags, hasHoleLength)),
                .. new byte[6],
            ];
    }

    [Fact]
    public void A_record_that_is_longer_than_is_kept_still_says_whose_relation_it_changes()
    {
        byte[] main = [.. RecordText.OwnHeader(RecordText.KeptBytesMax), .. new byte[RecordText.KeptBytesMax]];

        Assert.True(IsUnderstood([.. Named, .. main]));
    }

    /// <summary>Whether what is left after cutting is a whole record of its own.</summary>
    static bool EndsWithPart(byte[] content, int length) =>
        length >= Named.Length && content.AsSpan(0, length).EndsWith(Named);

    static bool IsUnderstood(byte[] content, int magic = WalText.Magic18) =>
        !IsWork(text => text.AddRaw(RecordOwner.Heap, 0, 10, content), magic);

    static bool IsWork(Action<WalText> write, int magic = WalText.Magic18)
    {
        var text = new WalText(Start, (ushort)magic);
        text.Running(10);
        write(text);
        text.Commit(10);
        var counted = Reading.Count(text, new Lsn(Start)).Counted;
        Assert.Equal((text.End, 1), (counted.To, counted.Commits));
        return counted.ClientCommits > 0;
    }
}
