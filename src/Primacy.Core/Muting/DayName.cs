namespace Primacy.Muting;

/// <summary>A day of the week that compares by value, as what stands in a list of facts must.</summary>
public readonly record struct DayName(DayOfWeek Day);
