namespace Primacy.Watching;

/// <summary>
/// One keeper for each cluster that is watched, for all of its watchers one after another: what could not be written
/// yet is in none but its memory. Used by one loop, so without locks.
/// </summary>
internal sealed class JournalKeepers(
    IJournal journal,
    TellFromMemory tell,
    TimeProvider time,
    ILogger<JournalKeeper> logger
)
{
    readonly Dictionary<string, JournalKeeper> _keepers = [];

    public JournalKeeper Of(string cluster)
    {
        if (!_keepers.TryGetValue(cluster, out var keeper))
            _keepers[cluster] = keeper = new JournalKeeper(cluster, journal, tell, time, logger);
        return keeper;
    }

    /// <summary>
    /// The cluster is watched no longer. Should it come back it begins with what is in the journal, unless that lacks
    /// what was to be written last: then people were told of incidents that only its keeper knows.
    /// </summary>
    public void Forget(string cluster)
    {
        if (_keepers.TryGetValue(cluster, out var keeper) && keeper.Fault is null)
            _keepers.Remove(cluster);
    }
}
