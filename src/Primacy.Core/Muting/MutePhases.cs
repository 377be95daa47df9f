namespace Primacy.Muting;

/// <summary>The beginning counts, the end does not: of two that touch one is active at any instant.</summary>
static class MutePhases
{
    public static MutePhase At(DateTimeOffset now, DateTimeOffset from, DateTimeOffset until) =>
        now >= until ? MutePhase.Expired
        : now >= from ? MutePhase.Active
        : MutePhase.Pending;
}
