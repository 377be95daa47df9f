using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>A primary that is changed by hand, as a careful operator does it.</summary>
public sealed class HandmadeSwitchoverTests
{
    [Fact]
    public async Task Switchovers_page_nobody()
    {
        await using var cluster = await HandmadeCluster.StartAsync(TestContext.Current.CancellationToken);

        await PlannedSwitchovers.PageNobodyAsync(cluster);
    }
}
