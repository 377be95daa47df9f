using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Web.Pages;

/// <summary>What an instance was seen as from one instant to another.</summary>
internal readonly record struct LaneSpan(SeenAs As, Timeline? Timeline, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>"primary on timeline 2".</summary>
    public string Words => SeenWords.Of(As, Timeline);
}
