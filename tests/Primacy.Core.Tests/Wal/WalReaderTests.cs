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
