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
        Claim[] fresh =
        [
            .. view.Testimony.Claims.Where(c => c.IsFresh(view.At) && c.Members.Any(m => m.Role is not null)),
        ];
        return [.. fresh.SelectMany(claim => Within(view, claim)), .. Among(view, fresh)];
    }

    static IEnumerable<Evidence> Within(ClusterView view, Claim claim)
    {
        ClaimedMember[] primaries = [.. claim.Members.Where(m => m.Role is Role.Primary)];
        if (primaries.Length > 1)
            yield return new(null, $"{claim.Who} names two primaries: {Names(primaries)}.");
        if (primaries.Length == 0 && view.Primaries.Count > 0)
            yield return new(
                null,
                $"{claim.Who} names no primary, while PostgreSQL shows {Wording.List(view.Primaries.Select(m => m.Id))}."
            );
        foreach (var claimed in primaries)
        {
            if (view.Find(claimed) is { } member && (member.State is { Role: Role.Standby } || view.IsDown(member)))
                yield return new(
                    member.Id,
                    $"{claim.Who} calls {member.Id}, which {(member.State is null ? member.WhyNoAnswer : "is a standby")}, "
                        + $"a primary ({claimed.State})."
                );
        }
        foreach (var primary in view.Primaries)
        {
            if (Denied(view, claim, primary) is { } how)
                yield return new(primary.Id, $"{claim.Who} {how}.");
        }
    }

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
        return isAllKnown ? $"does not know {primary.Id}, which is a primary" : null;
    }

    /// <summary>Two sources that name different primaries.</summary>
    static IEnumerable<Evidence> Among(ClusterView view, Claim[] claims) =>
        claims.SelectMany(
            (one, i) =>
                claims
                    .Skip(i + 1)
                    .Where(other => !Primaries(view, one).SetEquals(Primaries(view, other)))
                    .Select(other => new Evidence(
                        null,
                        $"{one.Who} names {Wording.List(Primaries(view, one).OrderBy(i => i.Name, StringComparer.Ordinal))}, {other.Who} names "
                            + $"{Wording.List(Primaries(view, other).OrderBy(i => i.Name, StringComparer.Ordinal))}."
                    ))
        );

    static HashSet<InstanceId> Primaries(ClusterView view, Claim claim) =>
        [.. claim.Members.Where(m => m.Role is Role.Primary).Select(m => view.Find(m)?.Id ?? new InstanceId(m.Name))];

    static string Names(IEnumerable<ClaimedMember> members) =>
        Wording.List(members.Select(m => new InstanceId(m.Name)));
}
