using Primacy.Lab;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>
/// Three streaming servers, shared by the tests of a class; each test leaves instance 1 as the only primary.
/// </summary>
public sealed class ServiceLab : IAsyncLifetime
{
    internal LabCluster Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Lab = await LabCluster.StartAsync(new LabOptions { Name = $"service-{Guid.NewGuid().ToString("N")[..12]}" });

    public async ValueTask DisposeAsync() => await Lab.DisposeAsync();
}
