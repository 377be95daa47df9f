namespace Primacy.Muting;

/// <summary>Why an incident is not told now.</summary>
/// <param name="Kind">What mutes it.</param>
/// <param name="Id">Which: the silence's or window's id, the acknowledged incident's key.</param>
/// <param name="By">Who wanted it.</param>
/// <param name="Why">Why.</param>
/// <param name="Until">When it ends.</param>
public sealed record Mute(MuteKind Kind, string Id, string By, string Why, DateTimeOffset Until);
