using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// Where what managers say cannot be squared with what PostgreSQL shows. A server that cannot be seen contradicts
/// nobody, and neither does a name that we cannot map to a declared member.
/// </summary>
static class Disagreements
{
    public static Evidence[] In(ClusterView view) => view.Testimony.Claims.Count == 0 ? [] : view.Once(Find);

    static Evidence[] Find(ClusterView view)
    {
        List<Evidence>? found = null;
        List<Word> words = new(view.Testimony.Claims.Count);
        foreach (var claim in view.Testimony.Claims)
        {
            if (claim.IsFresh(view.At) && claim.Members.Any(m => m.Role is not null))
                words.Add(new(view, claim));
        }
        foreach (var word in words)
            Within(view, word, ref found);
        for (var i = 0; i < words.Count; i++)
        {
            for (var j = i + 1; j < words.Count; j++)
                Between(words[i], words[j], ref found);
        }
        return found is null ? [] : [.. found];
    }

    static void Within(ClusterView view, Word word, ref List<Evidence>? found)
    {
        var claim = word.Claim;
        if (word.Primaries.Count > 1)
            Add(ref found, null, $"{claim.Who} names two primaries: {Names(word.Primaries)}.");
        if (word.Primaries.Count == 0 && !claim.IsPartial && view.Primaries.Count > 0)
            Add(
                ref found,
                null,
                $"{claim.Who} names no primary, while PostgreSQL shows {Wording.List(view.Primaries.Select(m => m.Id))}."
            );
        foreach (var claimed in word.Primaries)
        {
            if (view.Find(claimed) is { } member && (member.State is { Role: Role.Standby } || view.IsDown(member)))
                Add(
                    ref found,
                    member.Id,
                    $"{claim.Who} calls {member.Id}, which {(member.State is null ? member.WhyNoAnswer : "is a standby")}, "
                        + $"a primary ({claimed.State})."
                );
        }
        foreach (var primary in view.Primaries)
        {
            if (Denied(view, claim, primary) is { } how)
                Add(ref found, primary.Id, $"{claim.Who} {how}.");
        }
    }

    /// <summary>Two sources that name different primaries.</summary>
    static void Between(Word one, Word other, ref List<Evidence>? found)
    {
        if (!one.Claim.IsPartial && !other.Claim.IsPartial && !one.NamesTheSame(other))
            Add(ref found, null, $"{one.Claim.Who} names {one.InOrder}, {other.Claim.Who} names {other.InOrder}.");
    }

    static void Add(ref List<Evidence>? found, InstanceId? about, string text) => (found ??= []).Add(new(about, text));

    /// <summary>How a claim denies a primary: calling it a standby, or knowing all servers and not this one.</summary>
    static string? Denied(ClusterView view, Claim claim, Member primary)
    {
        var isAllKnown = true;
        foreach (var claimed in claim.Members)
        {
            var member = view.Find(claimed);
            if (member?.Id == primary.Id)
                return claimed.Role is Role.Standby
                    ? $"calls {primary.Id}, which is a primary, a standby ({claimed.State})"
                    : null;
            isAllKnown &= member is not null;
        }
        return isAllKnown && !claim.IsPartial ? $"does not know {primary.Id}, which is a primary" : null;
    }

    static string Names(IEnumerable<ClaimedMember> members) =>
        Wording.List(members.Select(m => new InstanceId(m.Name)));

    /// <summary>
    /// A claim with the primaries that it names, by the names of the declared members where they map.
    /// </summary>
    sealed class Word
    {
        readonly HashSet<InstanceId> _named = [];

        public Word(ClusterView view, Claim claim)
        {
            Claim = claim;
            foreach (var member in claim.Members)
            {
                if (member.Role is not Role.Primary)
                    continue;
                Primaries.Add(member);
                _named.Add(view.Find(member)?.Id ?? new InstanceId(member.Name));
            }
        }

        public Claim Claim { get; }

        public List<ClaimedMember> Primaries { get; } = [];

        public string InOrder => field ??= Wording.List(_named.OrderBy(i => i.Name, StringComparer.Ordinal));

        public bool NamesTheSame(Word other) => _named.SetEquals(other._named);
    }
}
