using Primacy.Incidents;
using Xunit;

namespace Primacy.Muting;

/// <summary>A receiver that takes everything, and the queue before it, as the outbox keeps one.</summary>
sealed class ToldReceiver
{
    static readonly Mute Mute = new(MuteKind.Silence, "s1", "anna", "why", DateTimeOffset.MaxValue);

    public List<WaitingNews> Waiting { get; } = [];

    public List<(IncidentEvent Event, bool WasMuted, bool Knew)> Told { get; } = [];

    /// <summary>Held news that were told though newer ones waited behind them.</summary>
    public int Stale { get; private set; }

    bool Knows => Told.Exists(one => one.Event.Kind is not IncidentEventKind.Resolved);

    public void Offer(IncidentEvent happened) => Waiting.Add(new WaitingNews(happened, IsHeld: false));

    public void Decide(bool isMuted)
    {
        for (var round = 0; Waiting.Count > 0; round++)
        {
            Assert.True(round < 20, "It never comes to an end.");
            switch (Tellings.Decide(Waiting.ToEquatableArray(), Knows, isMuted ? Mute : null))
            {
                case Telling.Now:
                    Told.Add((Waiting[0].Event, isMuted, Knows));
                    Stale += Waiting[0].IsHeld && Waiting.Count > 1 ? 1 : 0;
                    Waiting.RemoveAt(0);
                    break;
                case Telling.Never never:
                    Waiting.RemoveRange(0, never.Count);
                    break;
                default:
                    Waiting[0] = Waiting[0] with { IsHeld = true };
                    return;
            }
        }
    }
}
