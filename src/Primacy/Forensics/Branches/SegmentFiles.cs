using System.Globalization;
using Primacy.Topology;

namespace Primacy.Forensics.Branches;

/// <summary>
/// WAL in files as PostgreSQL names them, so that its own tools read them: each as long as a segment, and with the
/// suffix .partial until it is full. See https://www.postgresql.org/docs/current/app-pgreceivewal.html.
/// </summary>
internal sealed class SegmentFiles(string directory, ulong segmentBytes) : IDisposable
{
    public const string PartialSuffix = ".partial";

    /// <summary>
    /// What is left free for the journal, which lies on the same disk: a branch that filled it would keep incidents
    /// from being written down.
    /// </summary>
    public const ulong ReserveBytes = 32 << 20;

    FileStream? _open;
    string _name = "";
    Lsn _written;

    /// <summary>Up to where it is durable.</summary>
    public Lsn HeldUpTo { get; private set; }

    public static string NameOf(Timeline timeline, Lsn position, ulong segmentBytes)
    {
        var number = position.Value / segmentBytes;
        var perUpperHalf = (1UL << 32) / segmentBytes;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{timeline.Value:X8}{number / perUpperHalf:X8}{number % perUpperHalf:X8}"
        );
    }

    /// <summary>Where the first piece belongs, which is a segment's start.</summary>
    public void Begin(Lsn at) => (_written, HeldUpTo) = (at, at);

    /// <summary>Writes a piece that follows what is here.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Append(Timeline timeline, Lsn at, ReadOnlySpan<byte> piece)
    {
        if (at != _written)
            throw new InvalidDataException($"it sent WAL from {at} and not from {_written}");
        while (!piece.IsEmpty)
        {
            _open ??= Create(timeline);
            var room = segmentBytes - _written.Value % segmentBytes;
            var part = (int)Math.Min((ulong)piece.Length, room);
            _open.Write(piece[..part]);
            piece = piece[part..];
            _written = new Lsn(_written.Value + (ulong)part);
            if ((ulong)part == room)
                Finish();
        }
    }

    /// <summary>Makes durable what was written.</summary>
    public void Sync()
    {
        if (HeldUpTo == _written)
            return;
        _open?.Flush(flushToDisk: true);
        HeldUpTo = _written;
    }

    public void Dispose() => _open?.Dispose();

    /// <summary>
    /// Takes the room for the whole segment at once, so that a full disk is known before WAL is in the file. The rest
    /// is zeros, as PostgreSQL leaves it.
    /// </summary>
    FileStream Create(Timeline timeline)
    {
        var free = (ulong)new DriveInfo(directory).AvailableFreeSpace;
        if (free < segmentBytes + ReserveBytes)
            throw new IOException(
                $"its disk has {free >> 20} MiB free, of which {ReserveBytes >> 20} MiB are left to the journal."
            );
        _name = Path.Combine(directory, NameOf(timeline, _written, segmentBytes));
        var file = new FileStream(
            _name + PartialSuffix,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.Read,
                BufferSize = 0,
                PreallocationSize = (long)segmentBytes,
            }
        );
        file.SetLength((long)segmentBytes);
        Durable.SyncNames(directory);
        return file;
    }

    void Finish()
    {
        Sync();
        _open!.Dispose();
        _open = null;
        File.Move(_name + PartialSuffix, _name);
        Durable.SyncNames(directory);
    }
}
