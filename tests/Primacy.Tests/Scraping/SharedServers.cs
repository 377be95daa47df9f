using Primacy.Tests.Probing;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>A primary and a standby that the tests of a class share, each under names of its own.</summary>
public sealed class SharedServers : IAsyncLifetime
{
    internal ProbedLab Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Lab = await ProbedLab.StartAsync(instances: 2);

    public async ValueTask DisposeAsync() => await Lab.DisposeAsync();
}
