using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>The versions of PostgreSQL that mechanisms are shown on: the oldest, the newest, and two between.</summary>
public static class MechanismVersions
{
    /// <summary>Major versions; null is the newest on this machine.</summary>
    public static TheoryData<int?> Tested { get; } =
        PostgresVersions.AreAllWanted ? new() { 13, 15, 17, 18 } : new() { (int?)null };
}
