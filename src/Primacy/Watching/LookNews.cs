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
        || look.Members.Zip(before.Members).Any(pair => IsIn(pair.First, pair.Second))
        || !look.Strays.Select(Lasting).SequenceEqual(before.Strays.Select(Lasting))
        || IsIn(look.Testimony, before.Testimony);

    static bool IsIn(Member member, Member before) =>
        member.Instance != before.Instance
        || member.Newest?.Failure != before.Newest?.Failure
        || Lasting(member.State) != Lasting(before.State);

    static bool IsIn(Testimony testimony, Testimony before) =>
        testimony != before
        && (
            !testimony.Lineages.Select(Lasting).SequenceEqual(before.Lineages.Select(Lasting))
            || !testimony.Comparisons.Select(Lasting).SequenceEqual(before.Comparisons.Select(Lasting))
            || !testimony.Claims.Select(Lasting).SequenceEqual(before.Claims.Select(Lasting))
        );

    static ServerState? Lasting(ServerState? state) =>
        state is null
            ? null
            : state with
            {
                Lsn = default,
                ReceivedLsn = null,
                Clients = null,
                LagSeconds = null,
                Upstream = state.Upstream is { } link ? link with { SilentSeconds = null } : null,
                Standbys = state
                    .Standbys.Select(link => link with { ReplayLsn = null, SilentSeconds = null })
                    .ToEquatableArray(),
            };

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
