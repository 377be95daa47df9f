using System.Globalization;

namespace Primacy.Scraping;

/// <summary>
/// A number in the words of Go's %v, in which postgres_exporter writes labels that are floating point numbers: 1e+06
/// and not 1000000. Dashboards and recording rules may name them so.
/// </summary>
internal static class GoNumber
{
    /// <summary>From this exponent on, and below the other, an exponent is written.</summary>
    const int ExponentMost = 6;
    const int ExponentLeast = -4;

    public static string Format(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : (value > 0 ? "+Inf" : "-Inf");
        var (digits, exponent) = Split(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        var sign = double.IsNegative(value) ? "-" : "";
        return exponent switch
        {
            < ExponentLeast or >= ExponentMost => string.Create(
                CultureInfo.InvariantCulture,
                $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{exponent:+00;-00}"
            ),
            < 0 => $"{sign}0.{new string('0', -exponent - 1)}{digits}",
            _ when digits.Length <= exponent + 1 => sign + digits.PadRight(exponent + 1, '0'),
            _ => $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}",
        };
    }

    /// <summary>The digits that count, and the power of ten of the first: "0.012" is "12" and -2.</summary>
    static (string Digits, int Exponent) Split(string text)
    {
        var mantissa = text.Split('E');
        var parts = mantissa[0].Split('.');
        var all = parts[0] + (parts.Length > 1 ? parts[1] : "");
        var digits = all.TrimStart('0');
        var exponent = parts[0].Length - 1 - (all.Length - digits.Length);
        if (mantissa.Length > 1)
            exponent += int.Parse(mantissa[1], CultureInfo.InvariantCulture);
        return digits.Length == 0 ? ("0", 0) : (digits.TrimEnd('0'), exponent);
    }
}
