using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Topology;

namespace Primacy.Storytelling;

/// <summary>What has become of the servers between two looks: roles, timelines, upstreams, who answers.</summary>
internal static class MemberChanges
{
    public static IEnumerable<Seen> Between(ClusterView before, ClusterView now)
    {
        foreach (var member in now.Members)
        {
            if (before[member.Id] is not { } former)
                yield return new($"{member.Id} is declared to be a member from now on.");
            else if (Of(before, former, now, member) is { } change)
                yield return change;
        }
        foreach (var former in before.Members)
        {
            if (now[former.Id] is null)
                yield return new($"{former.Id} is not declared to be a member any more.");
        }
    }

    static Seen? Of(ClusterView before, Member former, ClusterView now, Member member) =>
        (former.State, member.State) switch
        {
            (null, null) => OfSilence(former, member),
            (_, null) when now.IsDown(member) => new($"{member.Id} serves nobody now: it {member.WhyNoAnswer}."),
            (_, null) => new($"{member.Id} is out of sight: it {member.WhyNoAnswer}.", Mark.Doubtful),
            (null, { } state) => new(
                $"{member.Id} answers: {As(now, state)} on {Wording.Of(state.Timeline)} at {state.Lsn}"
                    + $"{Was(former.Remembered?.Role, state.Role)}.",
                MarkOf(now, state)
            ),
            ({ } old, { } state) => OfAnswers(old, now, member, state)
                ?? OfUpstream(before.Replication.UpstreamOf(former), now.Replication.UpstreamOf(member), member),
        };

    /// <summary>That it is silent for another reason, a server that starts up for one that was not there.</summary>
    static Seen? OfSilence(Member former, Member member) =>
        member.Newest?.Failure is { } failure && failure != former.Newest?.Failure
            ? new($"{member.Id} {member.WhyNoAnswer}.", Mark.Doubtful)
            : null;

    static Seen? OfAnswers(ServerState old, ClusterView now, Member member, ServerState state)
    {
        var restarted = old.StartedAt != state.StartedAt ? " It was restarted in between." : "";
        if (old.Role != state.Role)
        {
            var became = state.Role is Role.Primary ? "accepts writes now: it was promoted" : "is a standby now";
            return new(
                $"{member.Id} {became}, on {Wording.Of(state.Timeline)} at {state.Lsn}.{restarted}",
                MarkOf(now, state)
            );
        }
        if (restarted.Length > 0)
            return new(
                $"{member.Id} was restarted: {As(now, state)} on {Wording.Of(state.Timeline)} at {state.Lsn}.",
                Mark.Doubtful
            );
        return old.Timeline is { } from && state.Timeline is { } to && from != to
            ? new($"{member.Id} went over from timeline {from} to {to}.")
            : null;
    }

    static Seen? OfUpstream(Member? former, Member? upstream, Member member) =>
        member.State is { Role: Role.Standby } && former?.Id != upstream?.Id
            ? upstream is null
                ? new($"{member.Id} follows {former!.Id} no more.", Mark.Doubtful)
                : new($"{member.Id} follows {upstream.Id} now.")
            : null;

    /// <summary>What changed while nobody saw it.</summary>
    static string Was(Role? remembered, Role role) =>
        (remembered, role) switch
        {
            (Role.Standby, Role.Primary) => ", and was a standby when last seen",
            (Role.Primary, Role.Standby) => ", and was a primary when last seen",
            _ => "",
        };

    static string As(ClusterView now, ServerState state) =>
        (now.System is { } system && state.System != system ? "of another database system, " : "")
        + (state.Role is Role.Primary ? "it is a primary" : "it is a standby");

    /// <summary>A primary beside another one is what people are woken for.</summary>
    static Mark MarkOf(ClusterView now, ServerState state) =>
        state.Role is Role.Primary && now.Primaries.Count > 1 ? Mark.Grave : Mark.Plain;
}
