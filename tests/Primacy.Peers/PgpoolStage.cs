using System.Globalization;
using System.Text;
using Primacy.Lab;

namespace Primacy.Peers;

/// <summary>A pgpool in front of a lab, which watches; whether it gives up a server that is down is its own.</summary>
internal sealed class PgpoolStage : IAsyncDisposable
{
    readonly Stage _stage;
    readonly LabCluster _lab;
    readonly bool _givesUp;
    int _process;
    int _starts;

    PgpoolStage(Stage stage, LabCluster lab, int port, bool givesUp) =>
        (_stage, _lab, Port, _givesUp) = (stage, lab, port, givesUp);

    public int Port { get; }

    /// <summary>
    /// Starts one that never gives up a server, or one that does after its first failed health check.
    /// </summary>
    public static async Task<PgpoolStage> StartAsync(
        LabCluster lab,
        CancellationToken cancellation,
        bool givesUp = false
    )
    {
        var ports = Stage.Ports(2);
        var pgpool = new PgpoolStage(Stage.Open(), lab, ports[0], givesUp);
        try
        {
            pgpool.Write(ports[1]);
            await pgpool.RunAsync([], cancellation);
            return pgpool;
        }
        catch (Exception)
        {
            await pgpool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it anew without what it has kept of which server is down: its option -D.</summary>
    public async Task RestartDiscardingAsync(CancellationToken cancellation)
    {
        await StopAsync();
        await RunAsync(["-D"], cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _stage.DisposeAsync();
    }

    bool IsStarted =>
        File.Exists(_stage["pgpool.log"])
        && File.ReadAllText(_stage["pgpool.log"]).Split("successfully started").Length > _starts;

    /// <summary>Asked to end, it gives back its shared memory.</summary>
    async Task StopAsync()
    {
        if (_process > 0)
            await _stage.EndAsync("INT", _process, CancellationToken.None);
        _process = 0;
    }

    void Write(int controlPort)
    {
        _stage.Write("pgpool.conf", Configuration(controlPort));
        _stage.Write("pcp.conf", "");
        _stage.Write("pool_hba.conf", "host all all 127.0.0.1/32 scram-sha-256\n");
        _stage.Write("pool_passwd", $"{LabCluster.MonitorRole}:TEXT{_lab.Password}\n");
    }

    async Task RunAsync(IReadOnlyList<string> options, CancellationToken cancellation)
    {
        _starts++;
        _process = _stage.Start(
            "pgpool",
            PeerPrograms.Pgpool,
            ["-n", "-f", _stage["pgpool.conf"], "-F", _stage["pcp.conf"], "-a", _stage["pool_hba.conf"], .. options]
        );
        await _stage.UntilAsync(() => Task.FromResult(IsStarted), "pgpool is started", cancellation);
    }

    /// <summary>See https://www.pgpool.net/docs/latest/en/html/runtime-config.html.</summary>
    string Configuration(int controlPort)
    {
        var text = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                backend_clustering_mode = 'streaming_replication'
                listen_addresses = '127.0.0.1'
                port = {Port}
                pcp_listen_addresses = '127.0.0.1'
                pcp_port = {controlPort}
                socket_dir = '{_stage.Directory}'
                pcp_socket_dir = '{_stage.Directory}'
                wd_ipc_socket_dir = '{_stage.Directory}'
                logdir = '{_stage.Directory}'
                pid_file_name = '{_stage["pgpool.pid"]}'
                pool_passwd = '{_stage["pool_passwd"]}'
                enable_pool_hba = on
                num_init_children = 4
                load_balance_mode = off
                memory_cache_enabled = off
                sr_check_period = 1
                sr_check_user = '{LabCluster.MonitorRole}'
                sr_check_password = 'TEXT{_lab.Password}'
                sr_check_database = 'postgres'
                health_check_period = {(_givesUp ? 1 : 0)}
                health_check_user = '{LabCluster.MonitorRole}'
                health_check_password = 'TEXT{_lab.Password}'
                health_check_database = 'postgres'

                """
            )
        );
        foreach (var (index, instance) in _lab.Instances.Index())
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"""
                backend_hostname{index} = '{instance.Host}'
                backend_port{index} = {instance.Port}
                backend_flag{index} = '{(_givesUp ? "ALLOW_TO_FAILOVER" : "DISALLOW_TO_FAILOVER")}'
                """
            );
        return text.ToString();
    }
}
