using Primacy.Incidents;

namespace Primacy.Muting;

/// <summary>An event that a receiver has not been told of.</summary>
/// <param name="Event">What happened.</param>
/// <param name="IsHeld">Whether it was due before and held back.</param>
public sealed record WaitingNews(IncidentEvent Event, bool IsHeld);
