using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>
/// Takes the bytes of one server's WAL in order and finds the records in them, across pages and segments. What it does
/// not understand it refuses with a reason and never guesses. Bytes that are not WAL do it no harm.
/// </summary>
/// <remarks>
/// See https://www.postgresql.org/docs/current/wal-internals.html. The layout is that of little-endian platforms with
/// pages of 8 KiB, from version 13 to 18.
/// </remarks>
public sealed class WalReader
{
    public const int PageBytes = 8192;
    const uint SegmentBytesMin = 1 << 20;
    const uint SegmentBytesMax = 1 << 30;

    /// <summary>The record that says that the rest of its segment is empty.</summary>
    const byte SwitchOperation = 0x40;

    readonly LongRecord _long = new();
    byte[] _window = new byte[4 * PageBytes];
    Lsn _windowLsn;
    int _filled;
    int _at;
    int _kept;
    ulong _skipped;
    bool _isFirst = true;
    Lsn? _previous;
    bool _isLong;
    int _length;

    /// <param name="start">The start of a segment; the record that is cut in two there is left out.</param>
    public WalReader(Lsn start)
    {
        if (start.Value % PageBytes != 0)
            throw new ArgumentException($"{start} is not where a page begins.", nameof(start));
        Start = start;
        _windowLsn = start;
    }

    /// <summary>Where reading began.</summary>
    public Lsn Start { get; }

    /// <summary>The place of the next byte to give.</summary>
    public Lsn Position => new(_windowLsn.Value + (ulong)_filled);

    /// <summary>The major version of the server that wrote it; 0 before the first page.</summary>
    public int Major { get; private set; }

    /// <summary>The length of a segment; 0 before the first page of one.</summary>
    public uint SegmentBytes { get; private set; }

    /// <summary>Why nothing more is read, as a sentence without a full stop.</summary>
    public string? Refusal { get; private set; }

    Lsn Here => new(_windowLsn.Value + (ulong)_at);

    int Available => _filled - _at;

    int PageOffset => (int)(Here.Value % PageBytes);

    /// <summary>The record at hand, after <see cref="Read"/> said that there is one.</summary>
    public WalRecord Current =>
        new()
        {
            Lsn = _previous ?? default,
            End = new Lsn(Here.Value + _skipped),
            Major = Major,
            Bytes = _isLong ? _long.Kept : _window.AsSpan(_kept, _length),
        };

    /// <summary>Where to put the next bytes, followed by <see cref="Filled"/>. A record at hand stays valid.</summary>
    public Memory<byte> Room(int bytes)
    {
        if (_window.Length - _filled < bytes)
        {
            var window = _window.Length >= _filled - _kept + bytes ? _window : new byte[_filled - _kept + bytes];
            _window.AsSpan(_kept, _filled - _kept).CopyTo(window);
            _windowLsn = new Lsn(_windowLsn.Value + (ulong)_kept);
            (_window, _filled, _at, _kept) = (window, _filled - _kept, _at - _kept, 0);
        }
        return _window.AsMemory(_filled);
    }

    /// <summary>So many bytes have been put into the room.</summary>
    public void Filled(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _window.Length - _filled);
        _filled += bytes;
    }

    /// <summary>Goes to the next record.</summary>
    public WalStep Read()
    {
        WalStep? step = Refusal is null ? null : WalStep.Refused;
        while (step is null)
        {
            _kept = _at;
            step =
                _skipped > 0 ? Skip()
                : PageOffset == 0 ? BeginPage()
                : _long.IsOpen ? GoOn()
                : Begin();
        }
        return step.Value;
    }

    WalStep? Skip()
    {
        var skipped = (int)Math.Min(_skipped, (ulong)Available);
        _at += skipped;
        _skipped -= (ulong)skipped;
        return _skipped > 0 ? WalStep.Hungry : null;
    }

    WalStep? BeginPage()
    {
        if (Available < sizeof(ushort))
            return WalStep.Hungry;
        var page = _window.AsSpan(_at, Available);
        if (PageHeader.MajorOf(PageHeader.Magic(page)) == 0)
            return Refuse(
                $"the page of WAL at {Here} begins with {PageHeader.Magic(page):X4}, as in no version from 13 to 18"
            );
        if (Available < PageHeader.ShortBytes)
            return WalStep.Hungry;
        var header = PageHeader.Read(page);
        if (header.Address != Here)
            return Refuse($"the page of WAL at {Here} says that it is at {header.Address}");
        if (Major != 0 && Major != header.Major)
            return Refuse($"the WAL at {Here} is of version {header.Major}, before it of version {Major}");
        if (Available < header.Bytes)
            return WalStep.Hungry;
        Major = header.Major;
        if (header.Bytes == PageHeader.LongBytes && RefuseSegment(page) is { } refusal)
            return Refuse(refusal);
        var isFirst = _isFirst;
        _isFirst = false;
        _at += header.Bytes;
        return isFirst ? LeaveOut(header) : Continue(header);
    }

    string? RefuseSegment(ReadOnlySpan<byte> page)
    {
        SegmentBytes = PageHeader.SegmentBytes(page);
        if (PageHeader.PageBytes(page) != PageBytes)
            return $"the WAL at {Here} is in pages of {PageHeader.PageBytes(page)} bytes and not of {PageBytes}";
        return SegmentBytes is >= SegmentBytesMin and <= SegmentBytesMax && ulong.IsPow2(SegmentBytes)
            ? null
            : $"the WAL at {Here} is in segments of {SegmentBytes} bytes, which no server has";
    }

    /// <summary>A record that began before the first page is left out, however many pages it fills.</summary>
    WalStep? LeaveOut(PageHeader header)
    {
        if (!header.BeginsWithRest)
            return null;
        var left = (ulong)(PageBytes - header.Bytes);
        _isFirst = header.RestBytes > left;
        _skipped = Math.Min(left, Align(header.RestBytes));
        return null;
    }

    WalStep? Continue(PageHeader header)
    {
        if (_long.IsOpen && header.RestWasOverwritten)
            _long.Close();
        var expected = _long.IsOpen ? _long.MissingBytes : 0;
        var found = header.BeginsWithRest ? header.RestBytes : 0;
        return expected == found
            ? null
            : Refuse(
                $"the page of WAL before {Here} goes on with {found} bytes of a record, and {expected} are missing"
            );
    }

    WalStep? GoOn()
    {
        var count = (int)Math.Min(_long.MissingBytes, (uint)Math.Min(Available, PageBytes - PageOffset));
        _long.Add(_window.AsSpan(_at, count));
        _at += count;
        if (_long.MissingBytes > 0)
            return Available == 0 ? WalStep.Hungry : null;
        _long.Close();
        _isLong = true;
        return Finish(_long.Lsn, _long.Kept, _long.Checksum);
    }

    WalStep? Begin()
    {
        if (Available < sizeof(uint))
            return WalStep.Hungry;
        var length = WalRecord.LengthOf(_window.AsSpan(_at));
        if (length is < WalRecord.HeaderBytes or > WalRecord.BytesMax)
            return Refuse($"the record of WAL at {Here} is said to be {length} bytes long");
        if (length > PageBytes - PageOffset)
        {
            _long.Begin(Here, length);
            return null;
        }
        if (Available < length)
            return WalStep.Hungry;
        var lsn = Here;
        var record = _window.AsSpan(_at, (int)length);
        var crc = Crc32C.Extend(Crc32C.Seed, record[WalRecord.HeaderBytes..]);
        crc = Crc32C.Finish(Crc32C.Extend(crc, record[..WalRecord.ChecksumOffset]));
        (_isLong, _length) = (false, (int)length);
        _at += (int)length;
        return Finish(lsn, record, crc);
    }

    WalStep Finish(Lsn lsn, ReadOnlySpan<byte> bytes, uint checksum)
    {
        var record = new WalRecord
        {
            Lsn = lsn,
            End = Here,
            Major = Major,
            Bytes = bytes,
        };
        if (record.Checksum != checksum)
            return Refuse($"the checksum of the record of WAL at {lsn} is wrong");
        if (_previous is { } previous && WalRecord.PreviousOf(bytes) != previous)
            return Refuse($"the record of WAL at {lsn} does not follow the one at {previous}");
        _previous = lsn;
        _skipped = Align(Here.Value) - Here.Value;
        if (record is { Owner: RecordOwner.Log, Operation: SwitchOperation })
        {
            if (SegmentBytes == 0)
                return Refuse($"the record of WAL at {lsn} ends its segment, whose length is not known");
            _skipped = (SegmentBytes - Here.Value % SegmentBytes) % SegmentBytes;
        }
        return WalStep.Record;
    }

    WalStep Refuse(string why)
    {
        Refusal = why;
        return WalStep.Refused;
    }

    static ulong Align(ulong bytes) => (bytes + 7) & ~7UL;
}
