namespace Primacy.Configuration;

/// <summary>Guesses what somebody meant by a word that is not known.</summary>
internal static class Spelling
{
    /// <summary>" Did you mean 'interval'?" where a known word is close, else nothing.</summary>
    public static string Suggest(string word, IEnumerable<string> known) =>
        Closest(word, known) is { } meant ? $" Did you mean '{meant}'?" : "";

    public static string? Closest(string word, IEnumerable<string> known)
    {
        var allowed = Math.Max(1, word.Length / 3);
        return known
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate)))
            .Where(c => c.Distance <= allowed)
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Candidate, StringComparer.Ordinal)
            .Select(c => c.Candidate)
            .FirstOrDefault();
    }

    /// <summary>
    /// How many characters have to be put in, taken out, replaced or swapped with their neighbour, case aside (the
    /// optimal string alignment distance).
    /// </summary>
    static int Distance(string left, string right)
    {
        var d = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = d[i - 1, j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                d[i, j] = Math.Min(replace, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[left.Length, right.Length];
    }

    static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
