using Primacy.Scraping.Collecting;

namespace Primacy.Scraping;

/// <summary>
/// The collectors that are built in, in the order in which they run and are shown: postgres_exporter's that are on by
/// default, what it says without a collector of a name, and its others.
/// </summary>
internal static class Collectors
{
    public static IReadOnlyList<ICollector> All { get; } =
    [
        new DatabaseCollector(),
        new LocksCollector(),
        new ReplicationCollector(),
        new ReplicationSlotCollector(),
        new RolesCollector(),
        new StatBgwriterCollector(),
        new StatDatabaseCollector(),
        new StatProgressVacuumCollector(),
        new StatUserTablesCollector(),
        new StatioUserTablesCollector(),
        new WalCollector(),
        new SettingsCollector(),
        new StaticCollector(),
        new StatActivityCollector(),
        new StatArchiverCollector(),
        new StatDatabaseConflictsCollector(),
        new StatReplicationCollector(),
        new ReplicationSlotsCollector(),
        new BuffercacheSummaryCollector(),
        new DatabaseWraparoundCollector(),
        new LongRunningTransactionsCollector(),
        new PostmasterCollector(),
        new ProcessIdleCollector(),
        new StatActivityAutovacuumCollector(),
        new StatCheckpointerCollector(),
        new StatStatementsCollector(),
        new StatWalReceiverCollector(),
        new StatioUserIndexesCollector(),
        new XlogLocationCollector(),
    ];
}
