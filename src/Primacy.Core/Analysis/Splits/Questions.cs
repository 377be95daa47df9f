using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// What would be worth knowing beyond the probes, the most urgent first. It is asked again at every look as long as it
/// is worth knowing; the shell decides how often it finds out.
/// </summary>
static class Questions
{
    /// <summary>A right that was missing may have been granted since.</summary>
    static readonly TimeSpan GrantedAfter = TimeSpan.FromMinutes(5);

    public static EquatableArray<Inquiry> Of(ClusterView view)
    {
        List<Inquiry> asked = [];
        Split(view, asked);
        foreach (var stray in view.Strays)
            Suspect(view, stray, asked);
        foreach (var member in view.Members)
        {
            if (member.State is not null && !IsKnown(view, member))
                asked.Add(new Inquiry.OfLineage(member.Id));
        }
        return asked.ToEquatableArray();
    }

    /// <summary>
    /// What was read holds until the server changes; what could not be read for want of a right, for a while.
    /// </summary>
    static bool IsKnown(ClusterView view, Member member) =>
        view.LineageOf(member) is { } lineage
        && (lineage.Missing.Count == 0 || (view.At - lineage.At).Duration() < GrantedAfter);

    /// <summary>Both sides write on, so what they wrote is asked for as long as the split lasts.</summary>
    static void Split(ClusterView view, List<Inquiry> asked)
    {
        if (view.Primaries.Count < 2)
            return;
        foreach (var family in view.Primaries.GroupBy(m => m.State!.System))
        {
            foreach (var pair in Divergences.Between(view, [.. family]))
                asked.Add(new Inquiry.OfPair(pair.Older, pair.Newer, pair.Fork));
        }
    }

    /// <summary>A standby that was on another branch is held against the primary that it follows now.</summary>
    static void Suspect(ClusterView view, Stray stray, List<Inquiry> asked)
    {
        if (view[stray.Instance] is not { State: { Role: Role.Standby } } member)
            return;
        if (view.Replication.HeadOf(member) is not { State.Role: Role.Primary } head || head.Id == stray.Head)
            return;
        var inquiry = new Inquiry.OfPair(member.Id, head.Id, stray.Fork);
        if (!asked.Contains(inquiry))
            asked.Add(inquiry);
    }
}
