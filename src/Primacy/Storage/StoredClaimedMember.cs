using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What a manager had said of one server.</summary>
internal sealed record StoredClaimedMember(
    string Name,
    string State,
    string? Host = null,
    int? Port = null,
    Role? Role = null
)
{
    public static StoredClaimedMember Of(ClaimedMember member) =>
        new(member.Name, member.State, member.Host, member.Port, member.Role);

    public ClaimedMember ToMember() => new(Name, Host, Port, Role, State);
}
