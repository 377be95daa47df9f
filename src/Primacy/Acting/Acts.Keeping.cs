using Primacy.Muting;

namespace Primacy.Acting;

/// <summary>How acts are refused, kept and brought into force.</summary>
internal sealed partial class Acts
{
    static ActResult<T>.Refused? Refuse<T>(EquatableArray<string> objections, DateTimeOffset until, DateTimeOffset now)
    {
        EquatableArray<string> all = MutePolicy.Objection(until, now) is { } tooLong
            ? [.. objections, tooLong]
            : objections;
        return all.Count == 0 ? null : new ActResult<T>.Refused(all);
    }

    static ActResult<T>.Refused TooMany<T>(string what) =>
        new([$"There are {MutePolicy.LiveMax} {what} that have not ended: end some of them first."]);

    static ActResult<Acknowledgement>.Missing NoIncident(string key) =>
        new($"There is no incident '{key}'. /api/v1/incidents lists those that are open.");

    void Keep(Acknowledgement known, AuditEntry entry)
    {
        store.Keep(known, entry);
        var now = entry.At;
        var others = book.Mutes.Acknowledgements.Where(one => one.Incident.Key != known.Incident.Key);
        book.Set(
            book.Mutes with
            {
                Acknowledgements = [.. others.Where(one => MutePolicy.IsKept(one.Until, now)), known],
            }
        );
        Log(entry);
    }

    void Keep(MaintenanceWindow window, AuditEntry entry)
    {
        store.Keep(window, entry);
        var now = entry.At;
        var others = book.Mutes.Windows.Where(one => one.Id != window.Id && MutePolicy.IsKept(one.Until, now));
        book.Set(book.Mutes with { Windows = [.. others, window] });
        Log(entry);
    }

    void Keep(Silence silence, AuditEntry entry)
    {
        store.Keep(silence, entry);
        var now = entry.At;
        var others = book.Mutes.Silences.Where(one => one.Id != silence.Id && MutePolicy.IsKept(one.EndsAt, now));
        book.Set(book.Mutes with { Silences = [.. others, silence] });
        Log(entry);
    }

    void Log(AuditEntry entry)
    {
        var (name, how, from) = entry.Actor;
        LogAct(name, how, from, entry.Act, entry.Target, entry.Why ?? "-");
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "What was muted at another replica is in force, and cannot be written down: {Why}"
    )]
    partial void LogNotJournaled(string why);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Name} ({How}, from {From}) did {Act} on {Target}, because: {Why}"
    )]
    partial void LogAct(string name, string how, string from, string act, string target, string why);
}
