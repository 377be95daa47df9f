using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// What would be worth knowing beyond the probes, the most urgent first. It is asked again at every look as long as it
/// is worth knowing; the shell decides how often it finds out.
/// </summary>
static class Questions
{
    public static EquatableArray<Inquiry> Of(ClusterView view)
    {
        List<Inquiry> asked = [];
        Split(view, asked);
        foreach (var stray in view.Strays)
            Suspect(view, stray, asked);
        foreach (var member in view.Members)
        {
            // Whoever could not read it says so in what it read; that is an answer until the server changes.
            if (member.State is not null && view.LineageOf(member) is null)
                asked.Add(new Inquiry.OfLineage(member.Id));
        }
        return asked.ToEquatableArray();
    }

    /// <summary>Both sides write on, so what they wrote is asked for as long as the split lasts.</summary>
    static void Split(ClusterView view, List<Inquiry> asked)
    {
        var claimants = view.Primaries.ToArray();
        if (claimants.Length < 2)
            return;
        foreach (var family in claimants.GroupBy(m => m.State!.System).Where(family => family.Count() > 1))
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
