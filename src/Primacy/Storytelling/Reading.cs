using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Storytelling;

/// <summary>
/// How far the looks of one incident have been read. Who goes on looking at an incident that is open asks for its story
/// every few seconds; each look is judged once for all of these.
/// </summary>
internal sealed class Reading(Incident incident, AnalysisPolicy policy)
{
    readonly SeenMoments _seen = new(incident, policy);

    public string Incident => incident.Key;

    public IReadOnlyList<Moment> Moments => _seen.All;

    /// <summary>Which looks it is made of.</summary>
    public LooksRead Looks { get; private set; }

    /// <summary>Whether it can be gone on with: what is over since is read again, for the sight of its end.</summary>
    public bool IsOf(Incident now, AnalysisPolicy today) =>
        incident.Key == now.Key && incident.ResolvedAt == now.ResolvedAt && policy == today;

    /// <summary>Reads what it does not have yet.</summary>
    public void GoOn(IStorySource source, DateTimeOffset from, DateTimeOffset until)
    {
        var newer = source.Looks(incident.Cluster, _seen.Last?.AddTicks(1) ?? from, until, _seen.Visit);
        Looks = new(Looks.First ?? newer.First, Looks.LeftOut + newer.LeftOut);
    }
}
