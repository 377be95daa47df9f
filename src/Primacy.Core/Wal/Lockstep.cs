using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>
/// Reads the WAL of two servers side by side: records at the same place with the same checksum are the same. The end of
/// the last common one is the fork, and from there on what each has written is counted by itself.
/// </summary>
/// <remarks>
/// Numbers of timelines and history files cannot tell two promotions apart that happened at the same place; their
/// first records after it differ, if only in the time they hold.
/// </remarks>
public sealed class Lockstep
{
    readonly Tally _common;
    readonly Strand _one;
    readonly Strand _other;
    Tally? _oneSince;
    Tally? _otherSince;

    /// <param name="start">The start of a segment that both have.</param>
    public Lockstep(Lsn start)
    {
        _common = new Tally(start);
        (_one, _other) = (new Strand(start), new Strand(start));
    }

    public WalReader One => _one.Reader;

    public WalReader Other => _other.Reader;

    /// <summary>The beginning of the first record that was compared.</summary>
    public Lsn? From { get; private set; }

    /// <summary>The end of the last record they have in common.</summary>
    public Lsn? To { get; private set; }

    public Kinship Kinship { get; private set; } = Kinship.Unknown;

    /// <summary>Whether it is known of each transaction since the fork when it began.</summary>
    public bool IsAnchored => _common.IsAnchored;

    /// <summary>
    /// What the first one has written since they parted, or while the second one has written nothing; null otherwise.
    /// </summary>
    public Tally? OneSince => _oneSince ?? _one.Ahead;

    /// <summary>
    /// What the second one has written since they parted, or while the first one has written nothing; null otherwise.
    /// </summary>
    public Tally? OtherSince => _otherSince ?? _other.Ahead;

    public bool HasParted => _oneSince is { };

    /// <summary>Whether it is the first one that cannot go on without more bytes.</summary>
    public bool AwaitsOne => !_one.HasNext;

    /// <summary>Whether it is the second one that cannot go on without more bytes.</summary>
    public bool AwaitsOther => !_other.HasNext;

    /// <summary>
    /// Goes on as far as the bytes of both allow, or until they part. Whoever's <see cref="WalReader"/> is then behind,
    /// or has refused, needs to be looked at.
    /// </summary>
    public void Advance()
    {
        while (!HasParted)
        {
            // Both are to be asked, so that it is known who is behind.
            var (isOne, isOther) = (_one.TryPeek(out var one), _other.TryPeek(out var other));
            if (!isOne || !isOther)
                return;
            From ??= one.Lsn < other.Lsn ? one.Lsn : other.Lsn;
            if (one.Lsn != other.Lsn || one.Checksum != other.Checksum)
                Part(From.Value);
            else
                Agree();
        }
    }

    /// <summary>
    /// Counts on, after they have parted or while the second one is behind, as far as the first one's bytes allow.
    /// </summary>
    /// <returns>Whether more bytes would be counted, too.</returns>
    public bool CountOne() => Count(_one, _oneSince, isAlone: _one.HasNext && AwaitsOther);

    /// <summary>
    /// Counts on, after they have parted or while the first one is behind, as far as the second one's bytes allow.
    /// </summary>
    /// <returns>Whether more bytes would be counted, too.</returns>
    public bool CountOther() => Count(_other, _otherSince, isAlone: _other.HasNext && AwaitsOne);

    /// <summary>At most one of them was read ahead; the other's reader still shows the record.</summary>
    void Agree()
    {
        var record = (_one.IsAhead ? _other : _one).Reader.Current;
        _common.Take(record);
        To = record.End;
        Kinship = Kinship.Same;
        _one.Pass(record);
        _other.Pass(record);
    }

    void Part(Lsn first)
    {
        Kinship = To is { } ? Kinship.Forked : Kinship.Apart;
        var fork = To ?? first;
        (_oneSince, _otherSince) = (_one.Since(_common, fork), _other.Since(_common, fork));
    }

    bool Count(Strand strand, Tally? since, bool isAlone)
    {
        if (since is { } tally)
        {
            while (strand.Reader.Read() == WalStep.Record)
                tally.Take(strand.Reader.Current);
            return true;
        }
        if (!isAlone || To is not { } end)
            return false;
        strand.ReadAhead(_common, end);
        return !strand.IsFull;
    }
}
