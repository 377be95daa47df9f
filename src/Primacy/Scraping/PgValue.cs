using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Primacy.Scraping;

/// <summary>
/// What a value in the server's own writing means, by the object identifier of its type. Pure. As in postgres_exporter,
/// whose driver knows these types and takes all others for text. See
/// https://www.postgresql.org/docs/current/catalog-pg-type.html.
/// </summary>
internal static class PgValue
{
    const uint Bool = 16;
    const uint Bytea = 17;
    const uint Float4 = 700;
    const uint Float8 = 701;
    const uint Date = 1082;
    const uint Timestamp = 1114;
    const uint TimestampTz = 1184;

    static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFFzz",
        "yyyy-MM-dd HH:mm:ss.FFFFFFzzz",
        "yyyy-MM-dd HH:mm:ss.FFFFFF",
        "yyyy-MM-dd",
    ];

    public static double? Number(uint type, ReadOnlySpan<byte> text) =>
        type switch
        {
            Bool => text is [(byte)'t', ..] ? 1 : 0,
            Bytea => Number(Decoded(text)),
            Date or Timestamp or TimestampTz => Seconds(text) ?? Number(text),
            _ => Number(text),
        };

    /// <summary>How many of something the value says: a whole number, or the whole part of a float.</summary>
    public static double? HowMany(uint type, ReadOnlySpan<byte> text) =>
        type switch
        {
            Float4 or Float8 => Number(text) is >= 0 and var number ? Math.Floor(number) : null,
            Bool or Date or Timestamp or TimestampTz => Number(type, text),
            Bytea => Whole(Decoded(text)),
            _ => Whole(text),
        };

    /// <summary>The value as a label; null where it is the text as it stands.</summary>
    public static string? Label(uint type, ReadOnlySpan<byte> text) =>
        type switch
        {
            Bool => text is [(byte)'t', ..] ? "true" : "false",
            Bytea => Encoding.UTF8.GetString(Decoded(text)).Replace("\0", "", StringComparison.Ordinal),
            Float4 or Float8 when Number(text) is { } number => GoNumber.Format(number),
            Date or Timestamp or TimestampTz => Seconds(text)?.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };

    /// <summary>The whole text as a number: "NaN" and "infinity" in any case are some.</summary>
    public static double? Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out double number, out var read) && read == text.Length
            ? number
            : Word(Encoding.ASCII.GetString(text).ToLowerInvariant());

    static double? Whole(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out ulong number, out var read) && read == text.Length ? number : null;

    static double? Word(string word) =>
        word switch
        {
            "nan" => double.NaN,
            "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
            "-inf" or "-infinity" => double.NegativeInfinity,
            _ => null,
        };

    /// <summary>Seconds since 1970, rounded down, of "2026-01-02 03:04:05.6+02"; null for "infinity" and B.C.</summary>
    static long? Seconds(ReadOnlySpan<byte> text) =>
        DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(text),
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time.ToUnixTimeSeconds()
            : null;

    /// <summary>The bytes of "\x3132"; as it stands where it is in another form.</summary>
    static byte[] Decoded(ReadOnlySpan<byte> text) =>
        text is [(byte)'\\', (byte)'x', .. var digits] ? Convert.FromHexString(digits) : text.ToArray();
}
