using Microsoft.Extensions.Hosting;
using Primacy.Kubernetes.Leadership;

namespace Primacy.Hosting;

/// <summary>Takes part in the election for as long as the service runs, and gives the lease back at its end.</summary>
internal sealed class LeadershipService(Elector elector, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await elector.RunAsync(stoppingToken);
        using var limit = new CancellationTokenSource(Patience, time);
        await elector.ReleaseAsync(limit.Token);
    }
}
