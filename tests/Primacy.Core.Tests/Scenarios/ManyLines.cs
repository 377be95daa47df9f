using System.Globalization;

namespace Primacy.Scenarios;

/// <summary>One line for many members: "n2..n40 standby of=n1" stands for n2 to n40.</summary>
static class ManyLines
{
    public static IEnumerable<string> Expand(string line)
    {
        var trimmed = line.Trim();
        var name = trimmed.Split(' ')[0];
        return Names(name).Select(one => one + trimmed[name.Length..]);
    }

    /// <summary>"n1..n3" is n1, n2 and n3.</summary>
    public static IEnumerable<string> Names(string range)
    {
        if (range.Split("..") is not [var first, var last])
            return [range];
        var prefix = first.TrimEnd([.. "0123456789"]);
        var (from, to) = (Number(first), Number(last));
        return Enumerable.Range(from, to - from + 1).Select(number => $"{prefix}{number}");

        int Number(string text) => int.Parse(text[prefix.Length..], CultureInfo.InvariantCulture);
    }
}
