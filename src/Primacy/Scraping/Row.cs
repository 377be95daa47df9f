using System.Text;
using Npgsql;
using Primacy.Probing;

namespace Primacy.Scraping;

/// <summary>
/// The row that is being read; one object serves all rows of a connection. Values come as the server writes them, so
/// that any type can be read, and are turned into numbers and texts as postgres_exporter does.
/// </summary>
internal sealed class Row
{
    readonly TextCache _texts = new();
    byte[] _bytes = new byte[1024];
    NpgsqlDataReader? _reader;

    public int Count => Reader.FieldCount;

    public string Name(int column) => Reader.GetName(column);

    /// <summary>A column's place by its name; -1 where there is none.</summary>
    public int Find(string name)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (Name(i) == name)
                return i;
        }
        return -1;
    }

    public bool IsNull(int column) => Reader.IsDBNull(column);

    /// <summary>
    /// The value as a number: true is 1, a time is its seconds since 1970 without a fraction; null where it is none.
    /// NULL is NaN.
    /// </summary>
    public double? Number(int column) => IsNull(column) ? double.NaN : PgValue.Number(Type(column), Bytes(column));

    /// <summary>The value as a number; <paramref name="otherwise"/> for NULL and for what is none.</summary>
    public double Number(int column, double otherwise) =>
        IsNull(column) ? otherwise : PgValue.Number(Type(column), Bytes(column)) ?? otherwise;

    /// <summary>The value as the server writes it; null for NULL.</summary>
    public string? Text(int column) => IsNull(column) ? null : _texts.Get(Bytes(column));

    /// <summary>The value as a label: "true" for t, a time as its seconds; empty for NULL.</summary>
    public string Label(int column) =>
        IsNull(column) ? "" : PgValue.Label(Type(column), Bytes(column)) ?? _texts.Get(Bytes(column));

    public void Read(NpgsqlDataReader? reader) => _reader = reader;

    NpgsqlDataReader Reader => _reader ?? throw new InvalidOperationException("No row is being read.");

    uint Type(int column) => Reader.GetDataTypeOID(column);

    ReadOnlySpan<byte> Bytes(int column)
    {
        var length = (int)Reader.GetBytes(column, 0, null, 0, 0);
        if (length > _bytes.Length)
            _bytes = new byte[length * 2];
        Reader.GetBytes(column, 0, _bytes, 0, length);
        return _bytes.AsSpan(0, length);
    }
}
