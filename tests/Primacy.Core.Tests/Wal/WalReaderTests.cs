using CsCheck;
using Primacy.Topology;
using Xunit;

namespace Primacy.Wal;

public sealed class WalReaderTests
{
    const ulong Start = 3 * WalText.SegmentBytes;

    [Fact]
    public void Records_of_any_length_are_found_across_pages_and_segments() =>
        Gen.Select(Gen.Int[0, 60_000].Array[1, 40], Gen.Int[1, 100_000])
            .Sample(
                (lengths, piece) =>
                {
                    var text = new WalText(Start);
                    var written = Array.ConvertAll(
                        lengths,
                        length => text.Add(RecordOwner.LogicalMessage, 0, 7, new byte[length])
                    );
                    var reader = new WalReader(text.Start);

                    var found = Reading.All(reader, text.Bytes, piece);

                    Assert.Null(reader.Refusal);
                    Assert.Equal(written, found.Select(record => record.Lsn));
                    Assert.Equal(text.End, found[^1].End);
                    Assert.Equal((18, WalText.SegmentBytes), (reader.Major, reader.SegmentBytes));
                },
                iter: 40
            );

    [Fact]
    public void A_record_that_the_start_cuts_in_two_is_left_out()
    {
        var text = new WalText(Start);
        text.Add(RecordOwner.LogicalMessage, 0, 7, new byte[WalText.SegmentBytes + 50_000]);
        var next = text.Insert(7, 16384);

        var reader = new WalReader(new Lsn(Start + WalText.SegmentBytes));
        var found = Reading.All(reader, text.Bytes.AsSpan((int)WalText.SegmentBytes), 5000);

        Assert.Null(reader.Refusal);
        Assert.Equal(next, Assert.Single(found).Lsn);
    }

    [Fact]
    public void What_follows_the_end_of_a_segment_is_in_the_next_one()
    {
        var text = new WalText(Start);
        text.Insert(7, 16384);
        text.Switch();
        var after = text.Insert(7, 16384);

        var found = Reading.All(new WalReader(text.Start), text.Bytes, 1000);

        Assert.Equal(3, found.Count);
        Assert.Equal(new Lsn(Start + WalText.SegmentBytes), found[1].End);
        Assert.Equal(after, found[2].Lsn);
    }

    [Fact]
    public void A_record_that_a_crash_cut_off_is_dropped()
    {
        var text = new WalText(Start);
        var before = text.Insert(7, 16384);
        text.CutOff(10_000);
        var after = text.Add(RecordOwner.Log, 0xD0, 0, new byte[16]);

        var reader = new WalReader(text.Start);

        Assert.Equal([before, after], Reading.All(reader, text.Bytes, 500).Select(record => record.Lsn));
        Assert.Null(reader.Refusal);
    }

    [Theory]
    [InlineData(0xD106, 13)]
    [InlineData(0xD10D, 14)]
    [InlineData(0xD110, 15)]
    [InlineData(0xD113, 16)]
    [InlineData(0xD116, 17)]
    [InlineData(0xD118, 18)]
    public void A_record_is_there_with_its_last_byte_and_a_version_with_the_last_of_its_page(int magic, int major)
    {
        var text = new WalText(Start, (ushort)magic);
        var first = text.Add(RecordOwner.LogicalMessage, 0, 7, new byte[6]);
        var length = (int)(text.End.Value - first.Value);
        var reader = new WalReader(text.Start);
        ReadOnlySpan<byte> bytes = text.Bytes;

        for (var given = 1; given <= 40 + length; given++)
        {
            Reading.Feed(reader, ref bytes, 1);
            Assert.Equal(given < 40 + length ? WalStep.Hungry : WalStep.Record, reader.Read());
            Assert.Equal(given < 40 ? 0 : major, reader.Major);
        }
        Assert.Equal((first, text.End), (reader.Current.Lsn, reader.Current.End));
    }

    [Fact]
    public void What_is_wrong_is_refused_as_soon_as_it_is_there()
    {
        Assert.Equal(2, BytesUntilRefused(bytes => bytes[1] = 0));
        Assert.Equal(24, BytesUntilRefused(bytes => bytes[8] = 8));
        Assert.Equal(44, BytesUntilRefused(bytes => bytes[43] = 0xFF));

        static int BytesUntilRefused(Action<byte[]> change)
        {
            var text = new WalText(Start);
            text.Insert(7, 16384);
            var bytes = text.Bytes;
            change(bytes);
            ReadOnlySpan<byte> left = bytes;
            var reader = new WalReader(text.Start);
            while (reader.Read() == WalStep.Hungry)
                Reading.Feed(reader, ref left, 1);
            return bytes.Length - left.Length;
        }
    }

    [Fact]
    public void A_record_that_was_cut_in_two_at_the_start_and_fills_its_page_is_followed_by_none_of_it()
    {
        var text = new WalText(Start);
        const int Rest = 2 * WalText.PageBytes - 24;
        text.Add(RecordOwner.LogicalMessage, 0, 7, new byte[WalText.PageBytes - 40 + Rest - WalText.PageBytes - 29]);
        var next = text.Insert(7, 16384);
        Assert.Equal(2u * WalText.PageBytes + 24, next.Value - Start);
        var bytes = text.Bytes.AsSpan(WalText.PageBytes).ToArray();
        bytes[WalText.PageBytes + 2] = 1;
        bytes[WalText.PageBytes + 16] = 8;
        var reader = new WalReader(new Lsn(Start + WalText.PageBytes));

        Assert.Empty(Reading.All(reader, bytes, 500));

        Assert.Equal(
            "the page of WAL before 0/304018 goes on with 8 bytes of a record, and 0 are missing",
            reader.Refusal
        );
    }

    /// <summary>A server's WAL passes through in pieces for weeks, so a piece must cost nothing.</summary>
    [Fact]
    public void Room_is_made_where_bytes_have_been_read()
    {
        var text = new WalText(Start);
        for (var i = 0; i < 1000; i++)
            text.Add(RecordOwner.LogicalMessage, 0, 7, new byte[500]);
        var reader = new WalReader(text.Start);
        ReadOnlySpan<byte> bytes = text.Bytes;
        var first = ArrayOf(reader.Room(5000));

        while (!bytes.IsEmpty)
        {
            Assert.Same(first, ArrayOf(reader.Room(5000)));
            Reading.Feed(reader, ref bytes, 5000);
            while (reader.Read() == WalStep.Record) { }
        }

        static byte[] ArrayOf(Memory<byte> memory) =>
            System.Runtime.InteropServices.MemoryMarshal.TryGetArray<byte>(memory, out var segment)
                ? segment.Array!
                : [];
    }

    [Theory]
    [InlineData(0xD122)]
    [InlineData(0xD112)]
    [InlineData(0)]
    public void A_version_that_is_not_known_is_refused(int magic)
    {
        var text = new WalText(Start, (ushort)magic);
        text.Insert(7, 16384);
        var reader = new WalReader(text.Start);

        Assert.Empty(Reading.All(reader, text.Bytes, 500));
        Assert.Contains("as in no version from 13 to 18", reader.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_of_another_size_are_refused()
    {
        var text = new WalText(Start) { PageBytesSaid = 32768 };
        text.Insert(7, 16384);
        var reader = new WalReader(text.Start);

        Assert.Empty(Reading.All(reader, text.Bytes, 500));
        Assert.Contains("pages of 32768 bytes and not of 8192", reader.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_have_changed_end_reading_and_nothing_else() =>
        Gen.Select(Gen.Int[0, 199], Gen.Byte[1, 255], Gen.Int[1, 30_000].Array[3, 12], Gen.Int[100, 20_000])
            .Sample(
                (permille, flip, lengths, piece) =>
                {
                    var text = new WalText(Start);
                    foreach (var length in lengths)
                        text.Add((RecordOwner)(length % 30), (byte)(length % 7 << 4), 7, new byte[length]);
                    var intact = Reading.All(new WalReader(text.Start), text.Bytes, piece);
                    var bytes = text.Bytes;
                    var at = (int)((long)bytes.Length * permille / 200);
                    bytes[at] ^= flip;
                    var changed = new Lsn(Start + (ulong)at);

                    var found = Reading.All(new WalReader(text.Start), bytes, piece);

                    var whole = intact.TakeWhile(record => record.End <= changed).ToList();
                    Assert.Equal(whole, found.Take(whole.Count));
                    Assert.All(found, record => Assert.Contains(record, intact));
                },
                iter: 300
            );

    [Fact]
    public void Noise_after_a_header_is_refused_without_harm() =>
        Gen
            .Byte.Array[0, 20_000]
            .Sample(
                noise =>
                {
                    var text = new WalText(Start);
                    text.Insert(7, 16384);
                    var reader = new WalReader(text.Start);

                    var found = Reading.All(reader, [.. text.Bytes, .. noise], 777);

                    Assert.True(found.Count <= 2);
                },
                iter: 200
            );
}
