using Primacy.Acting;
using Primacy.Kubernetes.Leadership;
using Primacy.Muting;

namespace Primacy.Storage;

/// <summary>
/// What people muted at any replica, for all of them. Each keeps it in its journal, too, and what was muted while the
/// API server was out of reach is told when it is back.
/// </summary>
internal sealed partial class SharedMutes(Acts acts, TimeProvider time, ILogger<SharedMutes> logger) : ISharedNote
{
    /// <summary>All annotations together may have 256 KiB, of which the ledger may take 160,000.</summary>
    const int CharactersMax = 80_000;

    /// <summary>
    /// For how long it is told that an acknowledgement has ended: they are long, and of incidents that end. Of silences
    /// and windows it is told as long as they are kept, so that no replica that was away brings one back.
    /// </summary>
    static readonly TimeSpan EndedAcknowledgementsKept = TimeSpan.FromDays(1);

    string? _read;
    Mutes _known = Mutes.None;
    bool _isCut;

    public void Read(string? text)
    {
        if (text == _read)
            return;
        (_read, _known) = (text, StoredMutes.Read(text));
        acts.Take(_known);
    }

    public string? Wanted()
    {
        var ours = Kept(acts.Mutes, time.GetUtcNow());
        if (ours.Beyond(_known) == Mutes.None)
            return _read;
        // What there is no room for is no news: two replicas with other parts of it would write in turns for ever.
        var (part, text) = Fitting(ours);
        return part.Beyond(_known) == Mutes.None ? _read : text;
    }

    static Mutes Kept(Mutes all, DateTimeOffset now) =>
        new()
        {
            Silences = [.. all.Silences.Where(one => MutePolicy.IsKept(one.EndsAt, now))],
            Acknowledgements = [.. all.Acknowledgements.Where(one => now - one.Until < EndedAcknowledgementsKept)],
            Windows = [.. all.Windows.Where(one => MutePolicy.IsKept(one.Until, now))],
        };

    /// <summary>As much as there is room for, what ends last first.</summary>
    (Mutes Part, string Text) Fitting(Mutes all)
    {
        var (part, text) = (all, StoredMutes.Write(all));
        var isCut = text.Length > CharactersMax;
        if (isCut && !_isCut)
            LogCut(CharactersMax);
        _isCut = isCut;
        for (var count = Longest(all); text.Length > CharactersMax; text = StoredMutes.Write(part))
        {
            count = count * 3 / 4;
            part = new Mutes
            {
                Silences = [.. all.Silences.OrderByDescending(one => one.EndsAt).Take(count)],
                Acknowledgements = [.. all.Acknowledgements.OrderByDescending(one => one.Until).Take(count)],
                Windows = [.. all.Windows.OrderByDescending(one => one.Until).Take(count)],
            };
        }
        return (part, text);
    }

    static int Longest(Mutes all) =>
        Math.Max(Math.Max(all.Silences.Count, all.Acknowledgements.Count), all.Windows.Count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "More is muted than the replicas can tell one another in {Characters} characters: what ends first is "
            + "known only where it was muted"
    )]
    partial void LogCut(int characters);
}
