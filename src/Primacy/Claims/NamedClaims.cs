using Primacy.Topology;

namespace Primacy.Claims;

/// <summary>The word of a manager that calls servers by names, told with the hosts that are declared.</summary>
internal sealed class NamedClaims(IClaimSource source, EquatableArray<ServerName> names) : IClaimSource
{
    public async Task<Claim> AskAsync(CancellationToken cancellation)
    {
        var claim = await source.AskAsync(cancellation);
        return claim with { Members = [.. claim.Members.Select(Declared)] };
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    ClaimedMember Declared(ClaimedMember member) =>
        member.Host is { } host && names.FirstOrDefault(name => name.Is(host)) is { } name
            ? member with
            {
                Host = name.Host,
            }
            : member;
}
