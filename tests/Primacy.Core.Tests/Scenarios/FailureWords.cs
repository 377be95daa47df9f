using System.Text.RegularExpressions;
using Primacy.Topology;

namespace Primacy.Scenarios;

/// <summary>Failures as stories write them: TimedOut is "timed-out".</summary>
static partial class FailureWords
{
    static readonly Dictionary<string, ProbeFailure> ByWord = Enum.GetValues<ProbeFailure>().ToDictionary(Write);

    public static ProbeFailure? Find(string word) => ByWord.TryGetValue(word, out var failure) ? failure : null;

    public static string Write(ProbeFailure failure) =>
        InnerCapital().Replace(failure.ToString(), "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();
}
