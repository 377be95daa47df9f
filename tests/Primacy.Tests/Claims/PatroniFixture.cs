using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>Three members under Patroni, shared by the tests of a class; each leaves them as it found them.</summary>
public sealed class PatroniFixture : IAsyncLifetime
{
    internal PatroniStage Stage { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Peers.AreMissing(PeerKind.Patroni))
            return;
        Stage = await PatroniStage.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Stage is { } stage)
            await stage.DisposeAsync();
    }
}
