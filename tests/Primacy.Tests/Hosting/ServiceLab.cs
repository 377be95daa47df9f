using Primacy.Lab;
using Primacy.Tests.Lab;
using Primacy.Tests.Notifications;
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

    /// <summary>
    /// Waits until a standby has all that instance 1 has written: what it lacks when it is promoted, it never gets.
    /// </summary>
    internal async Task CaughtUpAsync(int standby)
    {
        const string Sql = "SELECT pg_logical_emit_message(false, 'test', '')::text";
        var cancellation = TestContext.Current.CancellationToken;
        var written = await Lab.QueryScalarAsync<string>(1, Sql, cancellation);
        await LabWait.UntilAsync(() =>
            Lab.QueryScalarAsync<bool>(standby, $"SELECT pg_last_wal_replay_lsn() >= '{written}'", cancellation)
        );
    }

    /// <summary>
    /// Writes a configuration that tells a receiver, and that somebody may act by; its state lies beside it.
    /// </summary>
    internal async Task ConfigureAsync(TemporaryDirectory directory, RecordingReceiver receiver)
    {
        var instances = string.Join(", ", Lab.Instances.Select(one => $"\"127.0.0.1:{one.Port}\""));
        var cancellation = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(directory["token"], WatchProcess.Token, cancellation);
        await File.WriteAllTextAsync(
            directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: state
            notify: [{ webhook: {{receiver.Url}} }]
            web: { tokens: [{ name: tester, file: token }] }
            clusters:
              - { name: orders, instances: [{{instances}}], user: primacy }
            """,
            cancellation
        );
    }
}
