namespace Primacy.Storytelling;

/// <summary>Which looks a story was told from.</summary>
/// <param name="First">When the first of them was taken; null when none is kept.</param>
/// <param name="LeftOut">How many in the middle were left out, because there are too many.</param>
internal readonly record struct LooksRead(DateTimeOffset? First, int LeftOut);
