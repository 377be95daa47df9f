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
    bool _isOneAtRecord;
    bool _isOtherAtRecord;

    /// <param name="start">The start of a segment that both have.</param>
    public Lockstep(Lsn start)
    {
        _common = new Tally(start);
        One = new WalReader(start);
        Other = new WalReader(start);
    }

    public WalReader One { get; }

    public WalReader Other { get; }

    /// <summary>The beginning of the first record that was compared.</summary>
    public Lsn? From { get; private set; }

    /// <summary>The end of the last record they have in common.</summary>
    public Lsn? To { get; private set; }

    public Kinship Kinship { get; private set; } = Kinship.Unknown;

    /// <summary>Whether it is known of each transaction since the fork when it began.</summary>
    public bool IsAnchored => _common.IsAnchored;

    /// <summary>What the first one has written since they parted, null before they have.</summary>
    public Tally? OneSince { get; private set; }

    /// <summary>What the second one has written since they parted, null before they have.</summary>
    public Tally? OtherSince { get; private set; }

    public bool HasParted => OneSince is { };

    /// <summary>Whether it is the first one that cannot go on without more bytes.</summary>
    public bool AwaitsOne => !_isOneAtRecord;

    /// <summary>Whether it is the second one that cannot go on without more bytes.</summary>
    public bool AwaitsOther => !_isOtherAtRecord;

    /// <summary>
    /// Goes on as far as the bytes of both allow, or until they part. Whoever's <see cref="WalReader"/> is then behind,
    /// or has refused, needs to be looked at.
    /// </summary>
    public void Advance()
    {
        while (!HasParted)
        {
            _isOneAtRecord = _isOneAtRecord || One.Read() == WalStep.Record;
            _isOtherAtRecord = _isOtherAtRecord || Other.Read() == WalStep.Record;
            if (!_isOneAtRecord || !_isOtherAtRecord)
                return;
            var one = One.Current;
            var other = Other.Current;
            From ??= one.Lsn < other.Lsn ? one.Lsn : other.Lsn;
            if (one.Lsn != other.Lsn || one.Checksum != other.Checksum)
                Part(one, other);
            else
                Agree(one);
        }
    }

    /// <summary>Counts on, after they have parted, as far as the first one's bytes allow.</summary>
    public void CountOne() => Count(One, OneSince);

    /// <summary>Counts on, after they have parted, as far as the second one's bytes allow.</summary>
    public void CountOther() => Count(Other, OtherSince);

    void Agree(in WalRecord record)
    {
        _common.Take(record);
        To = record.End;
        Kinship = Kinship.Same;
        _isOneAtRecord = _isOtherAtRecord = false;
    }

    void Part(in WalRecord one, in WalRecord other)
    {
        Kinship = To is { } ? Kinship.Forked : Kinship.Apart;
        var fork = To ?? From ?? one.Lsn;
        (OneSince, OtherSince) = (_common.Branch(fork), _common.Branch(fork));
        OneSince.Take(one);
        OtherSince.Take(other);
    }

    static void Count(WalReader reader, Tally? tally)
    {
        while (tally is { } && reader.Read() == WalStep.Record)
            tally.Take(reader.Current);
    }
}
