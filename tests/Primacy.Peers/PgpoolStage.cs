using System.Globalization;
using System.Text;
using Primacy.Lab;

namespace Primacy.Peers;

/// <summary>A pgpool in front of a lab, which watches and never fails over.</summary>
internal sealed class PgpoolStage : IAsyncDisposable
{
    readonly Stage _stage;
    int _process;

    PgpoolStage(Stage stage, int port) => (_stage, Port) = (stage, port);

    public int Port { get; }

    public static async Task<PgpoolStage> StartAsync(LabCluster lab, CancellationToken cancellation)
    {
        var ports = Stage.Ports(2);
        var pgpool = new PgpoolStage(Stage.Open(), ports[0]);
        try
        {
            pgpool.Begin(lab, ports[1]);
            await pgpool._stage.UntilAsync(() => Task.FromResult(pgpool.IsStarted), "pgpool is started", cancellation);
            return pgpool;
        }
        catch (Exception)
        {
            await pgpool.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Asked to end, it gives back its shared memory.
        if (_process > 0)
            await _stage.RunAsync("kill", ["-INT", Text(_process)], CancellationToken.None);
        await _stage.UntilAsync(
            () => Task.FromResult(!Directory.Exists($"/proc/{Text(_process)}")),
            "pgpool ends",
            CancellationToken.None
        );
        await _stage.DisposeAsync();
    }

    bool IsStarted =>
        File.Exists(_stage["pgpool.log"])
        && File.ReadAllText(_stage["pgpool.log"]).Contains("successfully started", StringComparison.Ordinal);

    void Begin(LabCluster lab, int controlPort)
    {
        _stage.Write("pgpool.conf", Configuration(lab, controlPort));
        _stage.Write("pcp.conf", "");
        _stage.Write("pool_hba.conf", "host all all 127.0.0.1/32 scram-sha-256\n");
        _stage.Write("pool_passwd", $"{LabCluster.MonitorRole}:TEXT{lab.Password}\n");
        _process = _stage.Start(
            "pgpool",
            PeerPrograms.Pgpool,
            "-n",
            "-f",
            _stage["pgpool.conf"],
            "-F",
            _stage["pcp.conf"],
            "-a",
            _stage["pool_hba.conf"]
        );
    }

    /// <summary>See https://www.pgpool.net/docs/latest/en/html/runtime-config.html.</summary>
    string Configuration(LabCluster lab, int controlPort)
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
                sr_check_password = 'TEXT{lab.Password}'
                sr_check_database = 'postgres'

                """
            )
        );
        foreach (var (index, instance) in lab.Instances.Index())
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"""
                backend_hostname{index} = '{instance.Host}'
                backend_port{index} = {instance.Port}
                backend_flag{index} = 'DISALLOW_TO_FAILOVER'
                """
            );
        return text.ToString();
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
