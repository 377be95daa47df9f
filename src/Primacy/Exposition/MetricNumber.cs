using System.Buffers;
using System.Globalization;

namespace Primacy.Exposition;

/// <summary>Writes a number as both formats want it.</summary>
internal static class MetricNumber
{
    public const int BytesMax = 32;

    /// <summary>Up to here every whole number is one that a double can hold.</summary>
    const double WholeMax = 1L << 53;

    static readonly SearchValues<byte> Whole = SearchValues.Create("-0123456789"u8);

    /// <summary>How many bytes were written.</summary>
    public static int Write(Span<byte> output, double value)
    {
        if (Math.Abs(value) <= WholeMax && (long)value is var whole && whole == value)
            return Text(whole, output);
        if (double.IsFinite(value))
            return Text(value, output);
        var word =
            double.IsNaN(value) ? "NaN"u8
            : value > 0 ? "+Inf"u8
            : "-Inf"u8;
        word.CopyTo(output);
        return word.Length;
    }

    /// <summary>The bound of a bucket, which OpenMetrics wants with a fraction even where it is whole.</summary>
    public static int WriteBound(Span<byte> output, double bound, bool isOpenMetrics)
    {
        var length = Write(output, bound);
        if (!isOpenMetrics || output[..length].IndexOfAnyExcept(Whole) >= 0)
            return length;
        ".0"u8.CopyTo(output[length..]);
        return length + 2;
    }

    static int Text<T>(T value, Span<byte> output)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(output, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }
}
