using Primacy.Incidents;
using Primacy.Muting;

namespace Primacy.Notifications;

/// <summary>What people have muted, and beside it what is left to another replica.</summary>
internal sealed class TurnMuting(string receiver, IMuting? people, ITurns turns) : IMuting
{
    public event Action? Changed
    {
        add => turns.Changed += value;
        remove => turns.Changed -= value;
    }

    public Mute? Over(Incident incident, DateTimeOffset now) =>
        people?.Over(incident, now) ?? turns.Over(receiver, incident, now);

    public DateTimeOffset? LastEnd(Incident incident, DateTimeOffset now) => people?.LastEnd(incident, now);
}
