using Primacy.Repair;
using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics.Branches;

/// <summary>What is in a branch's directory: WAL, the history file, and what they are.</summary>
internal sealed class BranchLedger : IDisposable
{
    readonly BranchDirectory _directory;
    readonly SegmentFiles _files;
    readonly TimeProvider _time;
    BranchManifest _manifest;

    /// <exception cref="BranchException">The disk does not take it.</exception>
    public BranchLedger(BranchDirectory directory, RepairTarget loser, Lsn fork, BranchSource source, TimeProvider time)
    {
        var from = source.SegmentOf(fork);
        (_directory, _time) = (directory, time);
        _files = new SegmentFiles(directory.Path, source.Facts.SegmentBytes);
        _files.Begin(from);
        _manifest = new BranchManifest
        {
            Cluster = loser.Cluster,
            Instance = loser.Instance.Name,
            SystemIdentifier = loser.System.ToString(),
            ServerStartedAt = loser.StartedAt,
            Timeline = loser.Timeline.Value,
            Fork = fork.ToString(),
            From = from.ToString(),
            HeldUpTo = from.ToString(),
            SegmentBytes = source.Facts.SegmentBytes,
            BeganAt = time.GetUtcNow(),
            WrittenAt = time.GetUtcNow(),
            State = "recording",
            Why = "The server's stream goes on. If nothing records it, Primacy was ended before its end was seen.",
        };
        Do(() =>
        {
            if (source.History is { } history)
                directory.WriteHistory(HistoryFile.NameOf(loser.Timeline), history);
            directory.Write(_manifest);
        });
    }

    public string Directory => _directory.Path;

    /// <summary>Up to where WAL is durable.</summary>
    public Lsn HeldUpTo => _files.HeldUpTo;

    public void Append(Timeline timeline, Lsn at, ReadOnlyMemory<byte> piece) =>
        Do(() => _files.Append(timeline, at, piece.Span));

    public void Sync() => Do(_files.Sync);

    /// <summary>Writes down what state the branch is in.</summary>
    public void Note(string state, string why) =>
        Do(() =>
        {
            _files.Sync();
            _manifest = _manifest with
            {
                HeldUpTo = HeldUpTo.ToString(),
                WrittenAt = _time.GetUtcNow(),
                State = state,
                Why = why,
            };
            _directory.Write(_manifest);
        });

    /// <summary>Takes all of it away.</summary>
    public void Abandon()
    {
        Dispose();
        Do(_directory.Abandon);
    }

    public void Dispose() => _files.Dispose();

    void Do(Action act) =>
        BranchException.Wrap(
            _directory.Path,
            () =>
            {
                act();
                return true;
            }
        );
}
