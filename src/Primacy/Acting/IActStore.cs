using Primacy.Muting;

namespace Primacy.Acting;

/// <summary>
/// Where acts are kept. What is kept is durable with its entry in the audit log when the call returns, and what
/// was held back is due from then on; it throws <see cref="Watching.JournalException"/> when it cannot be kept.
/// </summary>
internal interface IActStore
{
    /// <summary>All silences, acknowledgements and windows that are kept.</summary>
    Mutes Load();

    /// <summary>Adds a silence, or replaces the one with its id.</summary>
    void Keep(Silence silence, AuditEntry entry);

    /// <summary>Adds an acknowledgement, or replaces the one of its incident.</summary>
    void Keep(Acknowledgement acknowledgement, AuditEntry entry);

    /// <summary>Adds a window, or replaces the one with its id.</summary>
    void Keep(MaintenanceWindow window, AuditEntry entry);

    /// <summary>
    /// Adds or replaces what was muted, or ended, at another replica, whose audit log says by whom.
    /// </summary>
    void Take(Mutes news);

    /// <summary>Writes down what changes nothing here, such as a reload.</summary>
    void Keep(AuditEntry entry);

    /// <summary>The newest entries, or those older than one.</summary>
    IReadOnlyList<AuditEntry> Audit(long? before, int limit);
}
