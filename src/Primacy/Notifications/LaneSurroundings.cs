namespace Primacy.Notifications;

/// <summary>What all lanes have in common beside the receivers.</summary>
internal sealed record LaneSurroundings(TimeProvider Time, ILogger Logger, IMuting? Muting, ITurns? Turns = null);
