using System.Diagnostics;
using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>What reading the WAL of two instances side by side has shown.</summary>
/// <param name="One">The one.</param>
/// <param name="Other">The other.</param>
/// <param name="At">When reading ended.</param>
/// <param name="Found">unknown, same, forked or apart.</param>
/// <param name="Fork">The end of what they have in common, a bound when apart.</param>
/// <param name="From">Where reading began.</param>
/// <param name="To">Where it ended.</param>
/// <param name="Why">Why something of it is unknown.</param>
internal sealed record ComparisonReport(
    string One,
    string Other,
    DateTimeOffset At,
    string Found,
    string? Fork,
    string? From,
    string? To,
    string? Why
)
{
    public static ComparisonReport Of(Comparison pair) =>
        new(
            pair.One.Name,
            pair.Other.Name,
            pair.At,
            Word(pair.Kinship),
            pair.Fork?.ToString(),
            pair.From?.ToString(),
            pair.To?.ToString(),
            pair.Why
        );

    static string Word(Kinship kinship) =>
        kinship switch
        {
            Kinship.Unknown => "unknown",
            Kinship.Same => "same",
            Kinship.Forked => "forked",
            Kinship.Apart => "apart",
            _ => throw new UnreachableException(),
        };
}
