using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>One server that was declared twice, under two addresses, looks like two primaries.</summary>
static class Doubles
{
    /// <summary>Pairs of names that look like one server. It is said, and the alarm stands.</summary>
    public static IEnumerable<Evidence> Among(IReadOnlyList<Member> claimants) =>
        claimants.SelectMany(
            (one, i) =>
                claimants
                    .Skip(i + 1)
                    .Where(other => IsDouble(one.State!, other.State!))
                    .Select(other => new Evidence(
                        null,
                        $"{one.Id} and {other.Id} look like one server under two names: both were started at "
                            + $"{one.State!.StartedAt:HH:mm:ss.ffffff} UTC and have the address {one.State.Address}. If so, "
                            + "declare it once."
                    ))
        );

    static bool IsDouble(ServerState one, ServerState other) =>
        one.Address is { }
        && (one.Address, one.StartedAt, one.System, one.Timeline)
            == (other.Address, other.StartedAt, other.System, other.Timeline);
}
