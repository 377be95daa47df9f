using Microsoft.Extensions.Hosting;
using Primacy.Notifications;

namespace Primacy.Hosting;

/// <summary>Runs the outbox for as long as the service runs.</summary>
internal sealed class OutboxService(Outbox outbox) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => outbox.RunAsync(stoppingToken);
}
