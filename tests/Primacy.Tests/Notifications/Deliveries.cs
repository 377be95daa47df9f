using Primacy.Incidents;
using Primacy.Notifications;

namespace Primacy.Tests.Notifications;

/// <summary>Deliveries that no store has.</summary>
static class Deliveries
{
    public static Delivery Of(IncidentEvent happened) =>
        new()
        {
            Id = 1,
            Receiver = "on-call",
            Event = happened,
            CreatedAt = happened.At,
            Attempts = 0,
            NextAttempt = happened.At,
        };
}
