using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>What a look showed of every instance, and nothing else of it.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="Members">The declared instances.</param>
internal sealed record RoleLook(DateTimeOffset At, EquatableArray<RoleSeen> Members)
{
    public static RoleLook Of(ClusterView view) =>
        new(
            view.At,
            [
                .. view.Members.Select(member => new RoleSeen(
                    member.Id,
                    Seen(view, member),
                    member.State is { } state ? state.Timeline : member.Remembered?.Timeline
                )),
            ]
        );

    static SeenAs Seen(ClusterView view, Member member) =>
        member.State switch
        {
            null when view.IsDown(member) => SeenAs.Down,
            null when view.WasPrimary(member) => SeenAs.UnseenPrimary,
            null => SeenAs.Unseen,
            var state when view.System is { } own && state.System != own => SeenAs.Foreign,
            { Role: Role.Primary } => SeenAs.Primary,
            { Upstream.IsStreaming: true } or { HasArchive: true } or { IsReplicationHidden: true } => SeenAs.Standby,
            _ => SeenAs.Idle,
        };
}
