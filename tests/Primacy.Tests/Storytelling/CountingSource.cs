using Primacy.Storytelling;
using Primacy.Topology;

namespace Primacy.Tests.Storytelling;

/// <summary>The real source, which counts the looks that it shows.</summary>
sealed class CountingSource(IStorySource real) : IStorySource
{
    public int Visits { get; private set; }

    public StoryFacts? Facts(string incident) => real.Facts(incident);

    public LooksRead Looks(string cluster, DateTimeOffset from, DateTimeOffset until, Action<ClusterView> visit) =>
        real.Looks(
            cluster,
            from,
            until,
            look =>
            {
                Visits++;
                visit(look);
            }
        );
}
