using Primacy.Analysis;
using Primacy.Watching;

namespace Primacy.Web.Pages;

/// <summary>The branches of a split as its verdict knows them.</summary>
internal static class ForkBranches
{
    public static IReadOnlyList<ForkBranch> Of(ClusterSnapshot snapshot)
    {
        var headline = snapshot.Assessment.Headline;
        return
        [
            .. (headline.Split?.Sides ?? []).Select(side => new ForkBranch
            {
                Side = side,
                Followers = snapshot.View[side.Instance] is { } primary
                    ? [.. snapshot.View.FollowersOf(primary).Select(m => m.Id)]
                    : [],
                Tone = headline.Survivor switch
                {
                    Survivor.Keep keep when keep.Instance == side.Instance => "keep",
                    Survivor.Keep => "goes",
                    _ => "plain",
                },
            }),
        ];
    }
}
