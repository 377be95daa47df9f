using Primacy.Incidents;

namespace Primacy.Muting;

/// <summary>
/// Decides what a receiver is told. Of what was held back only the newest counts; what still fires when nothing mutes
/// it any more is told then. What was told to fire is told to be over even while it is muted, so that nothing stays
/// open at a receiver; what ended before it could be told is not told at all.
/// </summary>
public static class Tellings
{
    static readonly Telling s_now = new Telling.Now();

    /// <summary>The decision on the oldest of what waits.</summary>
    /// <param name="waiting">What waits of one incident for one receiver, the oldest first.</param>
    /// <param name="wasTold">Whether the receiver knows that it fires.</param>
    /// <param name="mute">What mutes the incident as it is in the newest of them; null when nothing does.</param>
    public static Telling Decide(EquatableArray<WaitingNews> waiting, bool wasTold, Mute? mute)
    {
        var isOver = waiting[^1].Event.Kind is IncidentEventKind.Resolved;
        var older = waiting.Count - 1;
        return mute switch
        {
            _ when isOver && !wasTold && (mute is not null || waiting.Any(one => one.IsHeld)) => new Telling.Never(
                waiting.Count,
                "it was over before it could be told"
            ),
            null => Held(waiting) is > 0 and var held && older > 0
                ? new Telling.Never(Math.Min(held, older), "newer news took its place")
                : s_now,
            _ when older > 0 => new Telling.Never(older, "newer news took its place"),
            _ when isOver => s_now,
            { } => new Telling.Later(mute.Until, Words(mute)),
        };
    }

    static int Held(EquatableArray<WaitingNews> waiting)
    {
        var count = 0;
        while (count < waiting.Count && waiting[count].IsHeld)
            count++;
        return count;
    }

    /// <summary>Why it is held back, for whoever asks.</summary>
    public static string Words(Mute mute) =>
        mute.Kind switch
        {
            MuteKind.Silence => $"silenced by {mute.By} ({mute.Id})",
            MuteKind.Turn => $"left to {mute.By}",
            MuteKind.Acknowledgement => $"acknowledged by {mute.By}",
            _ => $"maintenance, planned by {mute.By} ({mute.Id})",
        };
}
