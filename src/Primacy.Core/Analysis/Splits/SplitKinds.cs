using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// How two primaries came about. A promotion takes a number that no ancestor has, so one number on both means that
/// either both took it (twin promotion) or that one of them never took any (same-timeline fork). Of two numbers, either
/// neither history contains the other (twin promotion), or the older one came back (returned) or never went
/// (partition).
/// </summary>
static class SplitKinds
{
    /// <summary>The most telling kind among all pairs; ties go to what is proven.</summary>
    public static KindOfSplit Of(ClusterView view, IReadOnlyList<Member> claimants, EquatableArray<Divergence> pairs)
    {
        var members = claimants.ToDictionary(m => m.Id);
        return pairs
            .Select(pair => Of(view, members[pair.Older], members[pair.Newer], pair))
            .OrderByDescending(found => found.Kind)
            .ThenByDescending(found => found.IsProven)
            .First();
    }

    static KindOfSplit Of(ClusterView view, Member older, Member newer, Divergence pair)
    {
        var common = (view.LineageOf(older), view.LineageOf(newer)) is ({ } old, { } young)
            ? Lineages.ForkOf(old, young)
            : null;
        if (common is { IsNested: false } siblings)
            return new(
                SubKind.TwinPromotion,
                true,
                $"{older.Id} and {newer.Id} were both promoted: by their histories neither contains the other, and they "
                    + $"part at {siblings.At} at the latest."
            );
        return older.State!.Timeline == newer.State!.Timeline
            ? OneTimeline.Of(view, older, newer, pair)
            : TwoTimelines.Of(view, older, newer, pair);
    }
}
