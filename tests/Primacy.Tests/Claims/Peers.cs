using Primacy.Peers;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>What the tests with real managers have in common.</summary>
static class Peers
{
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Where everything must be tested, a missing program is a failure like any other.</summary>
    public static bool AreMissing(PeerKind kind) =>
        !PostgresVersions.AreAllWanted && PeerPrograms.MissingFor(kind).Count > 0;

    public static void SkipIfMissing(PeerKind kind) =>
        Assert.SkipWhen(
            AreMissing(kind),
            $"not installed (Debian): {string.Join(", ", PeerPrograms.MissingFor(kind))}; ./test installs it for root"
        );

    /// <summary>The members that a claim calls primaries.</summary>
    public static IEnumerable<ClaimedMember> Primaries(this Claim claim) =>
        claim.Members.Where(member => member.Role is Role.Primary);
}
