using Primacy.Lab.Binaries;
using Xunit;

namespace Primacy.Tests;

/// <summary>The versions of PostgreSQL that tests with real servers run on.</summary>
public static class PostgresVersions
{
    /// <summary>Whether to test all that is supported, which takes longer and may have to get servers first.</summary>
    public static bool AreAllWanted { get; } = Environment.GetEnvironmentVariable("PRIMACY_TEST_ALL") == "1";

    /// <summary>Major versions; null is the newest on this machine.</summary>
    public static TheoryData<int?> Tested { get; } =
        AreAllWanted
            ? new(
                Enumerable
                    .Range(PostgresSource.MajorMin, PostgresSource.MajorMax - PostgresSource.MajorMin + 1)
                    .Select(major => (int?)major)
            )
            : new() { (int?)null };
}
