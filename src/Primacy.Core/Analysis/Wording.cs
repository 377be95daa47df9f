using System.Globalization;
using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>The small change of sentences: lists, counts and bytes.</summary>
public static class Wording
{
    /// <summary>As many names as a sentence can carry; the evidence has a sentence for each.</summary>
    const int NamesMax = 8;

    const int FirstNames = 6;

    /// <summary>"a", "a and b", "a, b and c"; of many the first few, and how many there are besides.</summary>
    public static string List(IEnumerable<InstanceId> instances)
    {
        var names = instances.Select(i => i.Name).ToArray();
        return names switch
        {
            [] => "none",
            [var one] => one,
            { Length: > NamesMax } =>
                $"{string.Join(", ", names[..FirstNames])} and {names.Length - FirstNames} others",
            [.. var head, var last] => $"{string.Join(", ", head)} and {last}",
        };
    }

    /// <summary>"1 byte", "24 bytes", "1.2 KiB", "3.0 GiB".</summary>
    public static string Bytes(ulong bytes)
    {
        if (bytes < 1024)
            return bytes == 1 ? "1 byte" : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
        string[] units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        var unit = Math.Min((int)Math.Log(bytes, 1024), units.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / Math.Pow(1024, unit):F1} {units[unit - 1]}");
    }

    /// <summary>"1 client", "3 clients", "an unknown number of clients".</summary>
    public static string Clients(int? count) =>
        count switch
        {
            null => "an unknown number of clients",
            1 => "1 client",
            _ => string.Create(CultureInfo.InvariantCulture, $"{count} clients"),
        };

    /// <summary>"1 client transaction", "12 client transactions".</summary>
    public static string ClientCommits(long count) =>
        count == 1
            ? "1 client transaction"
            : string.Create(CultureInfo.InvariantCulture, $"{count} client transactions");

    /// <summary>"3.2 s" under two minutes, "4 min" beyond, "3 h" past two hours.</summary>
    public static string Elapsed(TimeSpan time) =>
        time.TotalSeconds switch
        {
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
            < 120 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s"),
            < 7200 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:F0} h"),
        };

    /// <summary>A timeline, or that it is not known.</summary>
    public static string Of(Timeline? timeline) => timeline is { } known ? $"timeline {known}" : "an unknown timeline";
}
