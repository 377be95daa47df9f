using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>Three members under repmgr, shared by the tests of a class.</summary>
public sealed class RepmgrFixture : IAsyncLifetime
{
    internal RepmgrStage Stage { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Peers.AreMissing(PeerKind.Repmgr))
            return;
        Stage = await RepmgrStage.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Stage is { } stage)
            await stage.DisposeAsync();
    }
}
