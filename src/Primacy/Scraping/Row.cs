using Primacy.Probing.Wire;
using Primacy.Scraping.Wire;

namespace Primacy.Scraping;

/// <summary>
/// The row that is being read; one object serves all rows of a connection. Values come as the server writes them, so
/// that any type can be read, and are turned into numbers and texts as postgres_exporter does.
/// </summary>
internal sealed class Row
{
    (int Start, int Length)[] _cells = [];
    Columns _columns = Columns.None;
    TextSequence _texts = new();
    byte[] _bytes = [];
    int _start;

    public int Count => _columns.Names.Length;

    public string Name(int column) => _columns.Names[column];

    /// <summary>A column's place by its name, the last of several; -1 where there is none.</summary>
    public int Find(string name) => Array.LastIndexOf(_columns.Names, name);

    public bool IsNull(int column) => _cells[column].Length == Framing.Null;

    /// <summary>
    /// The value as a number: true is 1, a time is its seconds since 1970 without a fraction; null where it is none.
    /// NULL is NaN.
    /// </summary>
    public double? Number(int column) => IsNull(column) ? double.NaN : PgValue.Number(Type(column), Bytes(column));

    /// <summary>The value as a number; <paramref name="otherwise"/> for NULL and for what is none.</summary>
    public double Number(int column, double otherwise) =>
        IsNull(column) ? otherwise : PgValue.Number(Type(column), Bytes(column)) ?? otherwise;

    /// <summary>How many the value says; null where it is no such number. NULL is none.</summary>
    public double? HowMany(int column) => IsNull(column) ? 0 : PgValue.HowMany(Type(column), Bytes(column));

    /// <summary>The value as the server writes it; null for NULL.</summary>
    public string? Text(int column) => IsNull(column) ? null : _texts.Get(Bytes(column));

    /// <summary>The value as a label: "true" for t, a time as its seconds; empty for NULL.</summary>
    public string Label(int column) =>
        IsNull(column) ? "" : PgValue.Label(Type(column), Bytes(column)) ?? _texts.Get(Bytes(column));

    /// <summary>Takes a DataRow, of which it keeps nothing but the place.</summary>
    /// <param name="columns">What it consists of.</param>
    /// <param name="bytes">What it lies in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="texts">Where its texts are remembered.</param>
    public void Read(Columns columns, byte[] bytes, int start, int length, TextSequence texts)
    {
        var count = columns.Names.Length;
        if (_cells.Length < count)
            _cells = new (int, int)[count];
        Framing.FindValues(bytes.AsSpan(start, length), _cells.AsSpan(0, count));
        (_columns, _bytes, _start, _texts) = (columns, bytes, start, texts);
    }

    uint Type(int column) => _columns.Types[column];

    ReadOnlySpan<byte> Bytes(int column) => _bytes.AsSpan(_start + _cells[column].Start, _cells[column].Length);
}
