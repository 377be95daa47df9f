using System.Globalization;

namespace Primacy.Topology;

/// <summary>
/// A log sequence number: a byte position in the write-ahead log. An unsigned 64-bit number, comparable only within one
/// history. See https://www.postgresql.org/docs/current/datatype-pg-lsn.html.
/// </summary>
public readonly record struct Lsn(ulong Value) : IComparable<Lsn>
{
    public static bool TryParse(ReadOnlySpan<char> text, out Lsn lsn)
    {
        lsn = default;
        var slash = text.IndexOf('/');
        if (slash is < 1 or > 8 || text.Length - slash - 1 is < 1 or > 8)
            return false;
        if (!uint.TryParse(text[..slash], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high))
            return false;
        if (
            !uint.TryParse(
                text[(slash + 1)..],
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var low
            )
        )
            return false;
        lsn = new Lsn(((ulong)high << 32) | low);
        return true;
    }

    public static Lsn Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var lsn) ? lsn : throw new FormatException($"'{text}' is not an LSN such as 16/B374D848.");

    /// <summary>
    /// How many bytes of WAL lie between an earlier position and this one; 0 when this one is not later.
    /// </summary>
    public ulong BytesSince(Lsn earlier) => Value > earlier.Value ? Value - earlier.Value : 0;

    public int CompareTo(Lsn other) => Value.CompareTo(other.Value);

    public static bool operator <(Lsn left, Lsn right) => left.Value < right.Value;

    public static bool operator >(Lsn left, Lsn right) => left.Value > right.Value;

    public static bool operator <=(Lsn left, Lsn right) => left.Value <= right.Value;

    public static bool operator >=(Lsn left, Lsn right) => left.Value >= right.Value;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(uint)(Value >> 32):X}/{(uint)Value:X}");
}
