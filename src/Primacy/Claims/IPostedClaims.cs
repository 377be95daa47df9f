using Primacy.Topology;

namespace Primacy.Claims;

/// <summary>Claims that nobody asks for, as they are followed all the time.</summary>
internal interface IPostedClaims
{
    /// <summary>What is believed of a cluster by now. May be called by several loops at once.</summary>
    EquatableArray<Claim> Of(string cluster);
}
