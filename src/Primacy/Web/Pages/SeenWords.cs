using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Web.Pages;

/// <summary>What an instance was seen as, in words and in the name of a style.</summary>
internal static class SeenWords
{
    public static string Of(SeenAs seen, Timeline? timeline) =>
        timeline is { } known && seen is SeenAs.Primary or SeenAs.Standby or SeenAs.Idle
            ? $"{Of(seen)} on timeline {known}"
            : Of(seen);

    public static string Of(SeenAs seen) =>
        seen switch
        {
            SeenAs.Primary => "primary",
            SeenAs.Standby => "standby",
            SeenAs.Idle => "standby that receives nothing",
            SeenAs.Foreign => "server of another system",
            SeenAs.Down => "down",
            SeenAs.Unseen => "no answer",
            SeenAs.UnseenPrimary => "no answer, was primary",
            _ => "not looked at",
        };

    /// <summary>The same in one word, where there is little room.</summary>
    public static string Short(SeenAs seen) =>
        seen switch
        {
            SeenAs.Idle => "standby",
            SeenAs.Foreign => "foreign",
            SeenAs.Unseen or SeenAs.UnseenPrimary => "no answer",
            SeenAs.NotLookedAt => "",
            _ => Of(seen),
        };

    public static string ToneOf(SeenAs seen) =>
        seen switch
        {
            SeenAs.Primary => "as-primary",
            SeenAs.Standby => "as-standby",
            SeenAs.Idle => "as-idle",
            SeenAs.Foreign => "as-foreign",
            SeenAs.Down => "as-down",
            SeenAs.Unseen => "as-unseen",
            SeenAs.UnseenPrimary => "as-unseen-primary",
            _ => "as-nothing",
        };
}
