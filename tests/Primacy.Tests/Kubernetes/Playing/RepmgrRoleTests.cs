using Primacy.Lab.Kubernetes.Repmgr;
using Xunit;

namespace Primacy.Tests.Kubernetes.Playing;

/// <summary>As what a pod starts, by what it finds.</summary>
public sealed class RepmgrRoleTests
{
    [Theory]
    [InlineData("a", null, false, null)]
    [InlineData("a", null, true, null)]
    [InlineData("a", "a", true, null)]
    [InlineData("a", "b", false, "b")]
    [InlineData("a", "b", true, "b")]
    [InlineData("b", null, false, "a")]
    [InlineData("b", null, true, null)]
    [InlineData("b", "b", false, null)]
    [InlineData("b", "a", true, "a")]
    public void A_pod_follows_whom_it_finds_and_is_what_it_was_when_it_finds_nobody(
        string own,
        string? found,
        bool wasPrimary,
        string? upstream
    )
    {
        var settings = RepmgrSettings.From(
            new Dictionary<string, string>
            {
                ["REPMGR_NODE_NAME"] = $"{own}-0",
                ["REPMGR_NODE_NETWORK_NAME"] = own,
                ["REPMGR_PRIMARY_HOST"] = "a",
                ["REPMGR_PARTNER_NODES"] = "a,b,",
                ["POSTGRES_PASSWORD"] = "one",
                ["REPMGR_PASSWORD"] = "two",
            }
        );

        var role = RepmgrRole.Choose(found, wasPrimary, settings);

        Assert.Equal(upstream, (role as RepmgrRole.Standby)?.Upstream);
    }
}
