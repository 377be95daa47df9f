using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// The mechanisms that only a manager shows: it believes one thing and PostgreSQL does another. Their stories stand
/// beside the fixtures of the managers; what is not written yet is skipped here by name, so that it is not forgotten.
/// </summary>
[Trait("Category", "Mechanisms")]
public sealed class ManagedTests
{
    [Fact(Skip = "needs a real Patroni with etcd")]
    public void M4_a_coordinator_that_reads_stale_state_disagrees_with_postgresql() { }

    [Fact(Skip = "needs a real Patroni with etcd")]
    public void M8_a_paused_manager_lets_two_primaries_stand() { }

    [Fact(Skip = "needs a real pgpool or Patroni")]
    public void M9_a_change_of_configuration_splits_the_vote() { }
}
