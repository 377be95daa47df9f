using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>
/// Whether a look shows something new: a role, a timeline, a failure, who streams from whom, what WAL and managers say.
/// Positions, counts and times grow or pass all the time and are no news.
/// </summary>
internal static class LookNews
{
    public static bool IsIn(ClusterView look, ClusterView? before) =>
        before is null
        || look.System != before.System
        || look.Members.Count != before.Members.Count
        || IsIn(look.Members, before.Members)
        || (look.Strays != before.Strays && !look.Strays.Select(Lasting).SequenceEqual(before.Strays.Select(Lasting)))
        || IsIn(look.Testimony, before.Testimony);

    static bool IsIn(EquatableArray<Member> members, EquatableArray<Member> before)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (IsIn(members[i], before[i]))
                return true;
        }
        return false;
    }

    static bool IsIn(Member member, Member before) =>
        member.Instance != before.Instance
        || member.Newest?.Failure != before.Newest?.Failure
        || IsIn(member.State, before.State);

    /// <summary>Whether anything differs but what passes, which is taken to be as it was.</summary>
    static bool IsIn(ServerState? state, ServerState? before) =>
        state is null || before is null
            ? state != before
            : before
                != state with
                {
                    Lsn = before.Lsn,
                    ReceivedLsn = before.ReceivedLsn,
                    Clients = before.Clients,
                    LagSeconds = before.LagSeconds,
                    Upstream = Lasting(state.Upstream, before.Upstream),
                    Standbys = Lasting(state.Standbys, before.Standbys),
                };

    static UpstreamLink? Lasting(UpstreamLink? link, UpstreamLink? before) =>
        link is null ? null : link with { SilentSeconds = before?.SilentSeconds };

    static EquatableArray<StandbyLink> Lasting(EquatableArray<StandbyLink> links, EquatableArray<StandbyLink> before) =>
        links == before || links.Count != before.Count
            ? links
            : links
                .Select(
                    (link, i) => link with { ReplayLsn = before[i].ReplayLsn, SilentSeconds = before[i].SilentSeconds }
                )
                .ToEquatableArray();

    static bool IsIn(Testimony testimony, Testimony before) =>
        testimony != before
        && (
            !testimony.Lineages.Select(Lasting).SequenceEqual(before.Lineages.Select(Lasting))
            || !testimony.Comparisons.Select(Lasting).SequenceEqual(before.Comparisons.Select(Lasting))
            || !testimony.Claims.Select(Lasting).SequenceEqual(before.Claims.Select(Lasting))
        );

    static Lineage Lasting(Lineage lineage) => lineage with { At = default };

    static Comparison Lasting(Comparison pair) =>
        pair with
        {
            At = default,
            From = null,
            To = null,
            OneWrote = null,
            OtherWrote = null,
        };

    static Stray Lasting(Stray stray) => stray with { Reached = default, At = default };

    static Claim Lasting(Claim claim) => claim with { At = default };
}
