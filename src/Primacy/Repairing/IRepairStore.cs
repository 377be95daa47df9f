using Primacy.Acting;

namespace Primacy.Repairing;

/// <summary>
/// Where runs are kept. What is kept is durable with its entry in the audit log when the call returns; it throws
/// <see cref="Watching.JournalException"/> when it cannot be kept, and then nothing is done.
/// </summary>
internal interface IRepairStore
{
    /// <summary>Adds a run, or replaces the one with its id.</summary>
    void Keep(RepairRun run, AuditEntry entry);

    /// <summary>The newest run of a cluster; null when there was none.</summary>
    RepairRun? Newest(string cluster);

    /// <summary>Runs that have not ended, by what was written last.</summary>
    IReadOnlyList<RepairRun> Open();
}
