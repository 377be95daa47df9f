namespace Primacy.Acting;

/// <summary>Limits on what people may mute.</summary>
internal static class MutePolicy
{
    /// <summary>More at once than anybody oversees; it bounds the memory.</summary>
    public const int LiveMax = 2000;

    /// <summary>What nobody remembers must not mute for ever.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>How long what has ended is kept.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public static bool IsKept(DateTimeOffset end, DateTimeOffset now) => now - end < Kept;

    public static string? Objection(DateTimeOffset until, DateTimeOffset now) =>
        until - now > Longest
            ? $"It ends in more than {Longest.TotalDays:F0} days: what nobody remembers must not mute for ever."
            : null;
}
