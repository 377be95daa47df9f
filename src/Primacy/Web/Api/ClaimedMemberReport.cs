using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>What a manager says of one server.</summary>
/// <param name="Name">The manager's name for it.</param>
/// <param name="Instance">The instance that is meant; null when none, or more than one, fits.</param>
/// <param name="Role">primary or standby; null when the manager gives it neither.</param>
/// <param name="State">The manager's own words.</param>
internal sealed record ClaimedMemberReport(string Name, string? Instance, string? Role, string State)
{
    public static ClaimedMemberReport From(ClusterView view, ClaimedMember member) =>
        new(member.Name, view.Find(member)?.Id.Name, member.Role?.Word, member.State);
}
