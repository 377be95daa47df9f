using Primacy.Lab;
using Primacy.Probing;
using Xunit;

namespace Primacy.Tests.Probing;

/// <summary>A lab of real servers and probes of them, past the lab's proxy.</summary>
internal sealed class ProbedLab(LabCluster lab) : IAsyncDisposable
{
    readonly List<InstanceProbe> _probes = [];

    public LabCluster Lab => lab;

    public static async Task<ProbedLab> StartAsync(int? major = null, int instances = 1)
    {
        var options = new LabOptions
        {
            Name = $"probe-{Guid.NewGuid().ToString("N")[..12]}",
            Instances = instances,
            PostgresMajor = major,
        };
        return new(await LabCluster.StartAsync(options, null, TestContext.Current.CancellationToken));
    }

    public ConnectionSettings Settings(int number) =>
        Probes.Settings(lab.Instances[number - 1].RealPort) with
        {
            User = LabCluster.MonitorRole,
            Password = lab.Password,
        };

    public InstanceProbe Probe(int number, TimeSpan? timeout = null) => Probe(Settings(number), timeout);

    public InstanceProbe Probe(ConnectionSettings settings, TimeSpan? timeout = null)
    {
        var probe = Probes.Of(settings, timeout);
        _probes.Add(probe);
        return probe;
    }

    public Task RunAsync(int number, string sql) =>
        lab.ExecuteAsync(number, sql, TestContext.Current.CancellationToken);

    public async Task<string> AskAsync(int number, string sql) =>
        await lab.QueryScalarAsync<string>(number, sql, TestContext.Current.CancellationToken) ?? "";

    /// <summary>Waits until a standby has replayed what the primary has written.</summary>
    public async Task CaughtUpAsync(int number)
    {
        var lsn = await AskAsync(1, "SELECT pg_current_wal_lsn()::text");
        await Eventually.Holds(
            async () => await AskAsync(number, $"SELECT (pg_last_wal_replay_lsn() >= '{lsn}')::text") is "true",
            "the standby has caught up"
        );
    }

    public async Task RestartAsync(int number)
    {
        await lab.StopAsync(number, TestContext.Current.CancellationToken);
        await lab.StartAsync(number, TestContext.Current.CancellationToken);
    }

    public async Task CrashAsync(int number)
    {
        await KillAsync(number);
        await lab.StartAsync(number, TestContext.Current.CancellationToken);
    }

    /// <summary>Kills a server, and waits until no trace of its postmaster would keep it from starting again.</summary>
    public async Task KillAsync(int number)
    {
        var postmaster = await AskAsync(number, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)");
        await lab.KillAsync(number, TestContext.Current.CancellationToken);
        await Eventually.Holds(() => !Directory.Exists($"/proc/{postmaster}"), "the killed postmaster is gone");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var probe in _probes)
            await probe.DisposeAsync();
        await lab.DisposeAsync();
    }
}
