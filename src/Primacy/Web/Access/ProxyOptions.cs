using System.Net;

namespace Primacy.Web.Access;

/// <summary>A proxy that has asked people who they are, and says so in a header.</summary>
internal sealed record ProxyOptions
{
    public const string UserHeaderDefault = "X-Forwarded-User";

    /// <summary>Where it comes from. From anywhere else its headers are nobody's word.</summary>
    public required EquatableArray<IPNetwork> From { get; init; }

    public string UserHeader { get; init; } = UserHeaderDefault;

    public bool Trusts(IPAddress? address)
    {
        if (address is null)
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return From.Any(network => network.Contains(plain));
    }
}
