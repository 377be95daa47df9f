namespace Primacy.Repairing;

/// <summary>
/// Why nothing may be done at this very moment, as a sentence; null when it may. It reads memory only, so that it is
/// asked right before every single act: leadership may have been lost since the one before.
/// </summary>
internal delegate string? Objection();
