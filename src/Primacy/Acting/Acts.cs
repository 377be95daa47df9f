using Primacy.Muting;
using Primacy.Watching;

namespace Primacy.Acting;

/// <summary>
/// What people do: written down with who and why first, in force second. One at a time, so that memory and journal
/// never differ.
/// </summary>
internal sealed partial class Acts(
    IActStore store,
    MuteBook book,
    IncidentLookup incidents,
    ClusterLabels clusters,
    TimeProvider time,
    ILogger<Acts> logger
)
{
    readonly Lock _gate = new();

    public Mutes Mutes => book.Mutes;

    /// <summary>Takes over what was muted before the process started.</summary>
    public void Load()
    {
        lock (_gate)
            book.Set(store.Load() with { Recurring = book.Mutes.Recurring });
    }

    /// <summary>
    /// Takes what was muted, or ended, at another replica. What cannot be journaled is in force all the same, as it can
    /// be heard again.
    /// </summary>
    public void Take(Mutes others)
    {
        lock (_gate)
        {
            var news = others.Beyond(book.Mutes);
            if (news == Mutes.None)
                return;
            try
            {
                store.Take(news);
            }
            catch (JournalException fault)
            {
                LogNotJournaled(fault.Message);
            }
            book.Set(book.Mutes.With(news));
        }
    }

    /// <summary>Takes the windows that the configuration repeats.</summary>
    public void Use(EquatableArray<RecurringMaintenance> recurring)
    {
        lock (_gate)
            book.Set(book.Mutes with { Recurring = recurring });
    }

    public ActResult<Silence> Silence(Silence silence, Actor actor)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (Refuse<Silence>(silence.Objections(now), silence.EndsAt, now) is { } refused)
                return refused;
            if (book.Mutes.Silences.Count(one => one.EndsAt > now) >= MutePolicy.LiveMax)
                return TooMany<Silence>("silences");
            var entry = new AuditEntry(now, actor, "silence.add", silence.Id, silence.Comment);
            Keep(silence, entry);
            return new ActResult<Silence>.Done(silence);
        }
    }

    /// <summary>Ends a silence; one that has ended stays as it is.</summary>
    public ActResult<Silence> ExpireSilence(string id, string? why, Actor actor)
    {
        lock (_gate)
        {
            if (book.Mutes.Silences.FirstOrDefault(one => one.Id == id) is not { } silence)
                return new ActResult<Silence>.Missing($"There is no silence '{id}'. /api/v1/silences lists them.");
            var now = time.GetUtcNow();
            if (silence.PhaseAt(now) is MutePhase.Expired)
                return new ActResult<Silence>.Done(silence);
            var (ended, entry) = (silence.Expired(now), new AuditEntry(now, actor, "silence.expire", id, why));
            Keep(ended, entry);
            return new ActResult<Silence>.Done(ended);
        }
    }

    public ActResult<Acknowledgement> Acknowledge(string key, DateTimeOffset until, string why, Actor actor)
    {
        lock (_gate)
        {
            if (incidents(key) is not { } incident)
                return NoIncident(key);
            var now = time.GetUtcNow();
            var known = new Acknowledgement
            {
                Incident = incident,
                By = actor.Name,
                Why = why,
                At = now,
                Until = until,
            };
            if (Refuse<Acknowledgement>(known.Objections(now), until, now) is { } refused)
                return refused;
            Keep(known, new AuditEntry(now, actor, "incident.acknowledge", key, why));
            return new ActResult<Acknowledgement>.Done(known);
        }
    }

    /// <summary>Takes an acknowledgement back.</summary>
    public ActResult<Acknowledgement> Unacknowledge(string key, string? why, Actor actor)
    {
        lock (_gate)
        {
            var (now, incident) = (time.GetUtcNow(), incidents(key));
            Acknowledgement[] all = [.. book.Acknowledged(key, incident, now)];
            if (all.Length == 0)
            {
                return incident is null
                    ? NoIncident(key)
                    : new ActResult<Acknowledgement>.Missing($"The incident '{key}' is not acknowledged.");
            }
            foreach (var known in all)
                Keep(known with { Until = now }, new AuditEntry(now, actor, "incident.unacknowledge", key, why));
            return new ActResult<Acknowledgement>.Done(all[^1] with { Until = now });
        }
    }

    public ActResult<MaintenanceWindow> Plan(MaintenanceWindow window, Actor actor)
    {
        lock (_gate)
        {
            if (clusters(window.Cluster) is null)
            {
                return new ActResult<MaintenanceWindow>.Refused([
                    $"There is no cluster '{window.Cluster}'. /api/v1/clusters lists those that are watched.",
                ]);
            }
            var now = time.GetUtcNow();
            if (Refuse<MaintenanceWindow>(window.Objections(now), window.Until, now) is { } refused)
                return refused;
            if (book.Mutes.Windows.Count(one => one.Until > now) >= MutePolicy.LiveMax)
                return TooMany<MaintenanceWindow>("windows");
            Keep(window, new AuditEntry(now, actor, "maintenance.plan", window.Id, window.Reason));
            return new ActResult<MaintenanceWindow>.Done(window);
        }
    }

    /// <summary>Ends a window; one that has ended stays as it is.</summary>
    public ActResult<MaintenanceWindow> EndMaintenance(string id, string? why, Actor actor)
    {
        lock (_gate)
        {
            if (book.Mutes.Windows.FirstOrDefault(one => one.Id == id) is not { } window)
            {
                return new ActResult<MaintenanceWindow>.Missing(
                    $"There is no maintenance '{id}'. What the configuration repeats is changed there."
                );
            }
            var now = time.GetUtcNow();
            if (window.PhaseAt(now) is MutePhase.Expired)
                return new ActResult<MaintenanceWindow>.Done(window);
            var ended = window.Ended(now);
            Keep(ended, new AuditEntry(now, actor, "maintenance.end", id, why));
            return new ActResult<MaintenanceWindow>.Done(ended);
        }
    }

    /// <summary>Writes down what is done elsewhere.</summary>
    public void Note(string act, string target, string? why, Actor actor)
    {
        var entry = new AuditEntry(time.GetUtcNow(), actor, act, target, why);
        store.Keep(entry);
        Log(entry);
    }

    public IReadOnlyList<AuditEntry> Audit(long? before, int limit) => store.Audit(before, limit);
}
