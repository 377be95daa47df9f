using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// The versions of PostgreSQL that mechanisms are shown on. With all tests the oldest and the newest; for the report
/// (bench/mechanisms) two between as well, which takes twice as long.
/// </summary>
public static class MechanismVersions
{
    /// <summary>Major versions; null is the newest on this machine.</summary>
    public static TheoryData<int?> Tested { get; } =
        TimeToPage.IsReported ? new() { 13, 15, 17, 18 }
        : PostgresVersions.AreAllWanted ? new() { 13, 18 }
        : new() { (int?)null };

    /// <summary>
    /// Those of them that Debian's Patroni manages: 3.0.2 knows none after 15, nor does the pg_basebackup beside it.
    /// </summary>
    public static TheoryData<int> UnderPatroni { get; } =
        TimeToPage.IsReported || PostgresVersions.AreAllWanted ? new() { 13, 15 } : new() { 15 };
}
