using System.Buffers.Binary;
using Primacy.Topology;
using Xunit;

namespace Primacy.Wal;

/// <summary>What a reader of WAL does not understand it refuses, and says where and why.</summary>
public sealed class WalRefusalTests
{
    const ulong Start = 3 * WalText.SegmentBytes;

    [Fact]
    public void A_page_that_says_that_it_is_elsewhere_is_refused() =>
        Assert.Equal(
            "the page of WAL at 0/302000 says that it is at 0/304000",
            RefusalOf(TwoPages(), bytes => BinaryPrimitives.WriteUInt64LittleEndian(bytes[8200..], 0x304000))
        );

    [Fact]
    public void A_page_of_another_version_than_the_one_before_is_refused() =>
        Assert.Equal(
            "the WAL at 0/302000 is of version 17, before it of version 18",
            RefusalOf(TwoPages(), bytes => BinaryPrimitives.WriteUInt16LittleEndian(bytes[8192..], 0xD116))
        );

    [Fact]
    public void A_page_that_is_of_no_version_is_refused_and_nothing_after_it_is_read()
    {
        var bytes = TwoPages().Bytes;
        bytes[8193] = 0;
        var reader = new WalReader(new Lsn(Start));

        Assert.Empty(Reading.All(reader, bytes, bytes.Length));

        const string Why = "the page of WAL at 0/302000 begins with 0018, as in no version from 13 to 18";
        Assert.Equal(Why, reader.Refusal);
        Assert.Equal(WalStep.Refused, reader.Read());
        Assert.Equal(Why, reader.Refusal);
    }

    [Theory]
    [InlineData(1, 11824, "goes on with 11824 bytes of a record, and 11823 are missing")]
    [InlineData(0, 11823, "goes on with 0 bytes of a record, and 11823 are missing")]
    public void A_page_that_goes_on_with_another_record_is_refused(byte flags, uint rest, string why) =>
        Assert.Equal(
            $"the page of WAL before 0/302018 {why}",
            RefusalOf(
                TwoPages(),
                bytes =>
                {
                    bytes[8194] = flags;
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes[8208..], rest);
                }
            )
        );

    [Fact]
    public void Nothing_is_read_after_a_refusal()
    {
        var text = new WalText(Start);
        text.Add(RecordOwner.LogicalMessage, 0, 7, new byte[6]);
        text.Add(RecordOwner.LogicalMessage, 0, 7, new byte[6]);
        var bytes = text.Bytes;
        bytes[41 + 24] ^= 1;
        var reader = new WalReader(text.Start);
        Reading.Feed(reader, bytes);

        Assert.Equal(WalStep.Refused, reader.Read());
        Assert.Equal(WalStep.Refused, reader.Read());
    }

    [Theory]
    [InlineData(1u << 19, false)]
    [InlineData((1u << 20) + 8192, false)]
    [InlineData(1u << 20, true)]
    [InlineData(1u << 30, true)]
    [InlineData(1u << 31, false)]
    public void Segments_are_a_power_of_two_from_a_mebibyte_to_a_gibibyte(uint bytes, bool isRead)
    {
        var text = new WalText(Start) { SegmentBytesSaid = bytes };
        text.Insert(7, 16384);

        Assert.Equal(
            isRead ? null : $"the WAL at 0/300000 is in segments of {bytes} bytes, which no server has",
            RefusalOf(text, _ => { })
        );
    }

    [Theory]
    [InlineData(23u, true)]
    [InlineData((1u << 30) + 1, true)]
    [InlineData(1u << 30, false)]
    public void A_record_has_a_header_at_least_and_a_gibibyte_at_most(uint length, bool isRefused) =>
        Assert.Equal(
            isRefused ? $"the record of WAL at 0/300028 is said to be {length} bytes long" : null,
            RefusalOf(TwoPages(), bytes => BinaryPrimitives.WriteUInt32LittleEndian(bytes[40..], length), end: 8192)
        );

    [Theory]
    [InlineData(40 + 4)]
    [InlineData(40 + 20)]
    [InlineData(40 + 23)]
    [InlineData(8191)]
    [InlineData(8192 + 24)]
    public void A_record_whose_checksum_is_wrong_is_refused(int at) =>
        Assert.Equal(
            "the checksum of the record of WAL at 0/300028 is wrong",
            RefusalOf(TwoPages(), bytes => bytes[at] ^= 1)
        );

    [Fact]
    public void A_record_that_does_not_follow_the_one_before_is_refused()
    {
        var text = new WalText(Start);
        text.Insert(7, 16384);
        text.Forget();
        text.Insert(7, 16384);

        Assert.Equal("the record of WAL at 0/300060 does not follow the one at 0/300028", RefusalOf(text, _ => { }));
    }

    [Fact]
    public void The_end_of_a_segment_whose_length_was_never_said_is_refused()
    {
        var text = new WalText(Start + WalText.PageBytes);
        text.Insert(7, 16384);
        text.Switch();

        Assert.Equal(
            "the record of WAL at 0/302050 ends its segment, whose length is not known",
            RefusalOf(text, _ => { })
        );
    }

    [Fact]
    public void Reading_begins_where_a_page_does() =>
        Assert.Equal(
            "0/300008 is not where a page begins. (Parameter 'start')",
            Assert.Throws<ArgumentException>(() => new WalReader(new Lsn(Start + 8))).Message
        );

    [Fact]
    public void No_more_is_taken_than_there_was_room_for()
    {
        var reader = new WalReader(new Lsn(Start));
        var room = reader.Room(100).Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Filled(room + 1));
        reader.Filled(room);
        Assert.Equal(new Lsn(Start + (ulong)room), reader.Position);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Filled(1));
    }

    static WalText TwoPages()
    {
        var text = new WalText(Start);
        text.Add(RecordOwner.LogicalMessage, 0, 7, new byte[19_946]);
        return text;
    }

    delegate void Change(Span<byte> bytes);

    static string? RefusalOf(WalText text, Change change, int? end = null)
    {
        var bytes = text.Bytes;
        change(bytes);
        var reader = new WalReader(text.Start);
        _ = Reading.All(reader, bytes.AsSpan(0, end ?? bytes.Length), bytes.Length);
        return reader.Refusal;
    }
}
