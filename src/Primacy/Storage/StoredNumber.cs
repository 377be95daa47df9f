using System.Globalization;

namespace Primacy.Storage;

/// <summary>Unsigned 64-bit numbers as text: neither SQLite's integers nor all readers of JSON hold them.</summary>
internal static class StoredNumber
{
    public static string Write(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    public static ulong Read(string text) => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
