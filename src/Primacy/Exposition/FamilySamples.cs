using System.Buffers;

namespace Primacy.Exposition;

/// <summary>The samples of one family while they are collected, and what tells which labels it has already.</summary>
internal sealed class FamilySamples : IEqualityComparer<(int Start, int Length)>
{
    readonly ArrayBufferWriter<byte> _labels;
    readonly HashSet<(int Start, int Length)> _seen;

    public FamilySamples(Family family, ArrayBufferWriter<byte> labels)
    {
        Family = family;
        _labels = labels;
        _seen = new(this);
    }

    public Family Family { get; }

    public List<Sample> Samples { get; } = [];

    public bool IsNew(int start, int length) => _seen.Add((start, length));

    /// <summary>The same of a text that is not among the labels yet, where it is put at the place given.</summary>
    public bool IsNew(int start, int length, ReadOnlySpan<byte> text)
    {
        _labels.Write(text);
        return IsNew(start, length);
    }

    bool IEqualityComparer<(int Start, int Length)>.Equals((int Start, int Length) x, (int Start, int Length) y) =>
        Text(x).SequenceEqual(Text(y));

    int IEqualityComparer<(int Start, int Length)>.GetHashCode((int Start, int Length) piece)
    {
        var hash = new HashCode();
        hash.AddBytes(Text(piece));
        return hash.ToHashCode();
    }

    ReadOnlySpan<byte> Text((int Start, int Length) piece) => _labels.WrittenSpan.Slice(piece.Start, piece.Length);
}
