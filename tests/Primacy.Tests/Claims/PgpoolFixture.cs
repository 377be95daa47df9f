using Primacy.Lab;
using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>Three servers behind a pgpool, shared by the tests of a class.</summary>
public sealed class PgpoolFixture : IAsyncLifetime
{
    internal LabCluster Lab { get; private set; } = null!;

    internal PgpoolStage Pgpool { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Peers.AreMissing(PeerKind.Pgpool))
            return;
        Lab = await LabCluster.StartAsync(new LabOptions { Name = $"pgpool-{Guid.NewGuid().ToString("N")[..12]}" });
        Pgpool = await PgpoolStage.StartAsync(Lab, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Pgpool is { } pgpool)
            await pgpool.DisposeAsync();
        if (Lab is { } lab)
            await lab.DisposeAsync();
    }
}
