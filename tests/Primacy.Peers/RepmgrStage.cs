using System.Globalization;
using Primacy.Lab;

namespace Primacy.Peers;

/// <summary>Three members under repmgr, each with its daemon.</summary>
internal sealed class RepmgrStage : IManagedCluster
{
    public const string Database = "repmgr";

    /// <summary>What lets the watcher's role read the metadata.</summary>
    public const string Grant =
        $"GRANT USAGE ON SCHEMA repmgr TO {Stage.MonitorRole}; GRANT SELECT ON repmgr.nodes TO {Stage.MonitorRole}";

    const int Members = 3;

    readonly Stage _stage = Stage.Open();
    readonly int[] _ports = [.. Stage.Ports(Members)];

    public string Conninfo =>
        $"host={string.Join(',', _ports.Select(_ => "127.0.0.1"))} port={string.Join(',', _ports)} user={Stage.MonitorRole}";

    public string Password => Stage.Password;

    public IReadOnlyList<int> Ports => _ports;

    public static async Task<RepmgrStage> StartAsync(CancellationToken cancellation)
    {
        var repmgr = new RepmgrStage();
        try
        {
            await repmgr.BeginAsync(cancellation);
            return repmgr;
        }
        catch (Exception)
        {
            await repmgr.DisposeAsync();
            throw;
        }
    }

    public static string NameOf(int number) => $"node-{number}";

    public async Task<int> PrimaryAsync(CancellationToken cancellation)
    {
        for (var number = 1; number <= Members; number++)
        {
            if (await Stage.ScalarAsync<bool>(_ports[number - 1], "SELECT NOT pg_is_in_recovery()", cancellation))
                return number;
        }
        throw new LabException("No member is a primary.");
    }

    public async Task SwitchOverAsync(int to, CancellationToken cancellation)
    {
        await RepmgrAsync(to, ["standby", "switchover", "--siblings-follow"], cancellation);
        await _stage.StreamingAsync(_ports[to - 1], Members - 1, cancellation);
    }

    /// <summary>Runs repmgr as it would be run on a member.</summary>
    public Task<string> RepmgrAsync(int number, IReadOnlyList<string> words, CancellationToken cancellation) =>
        _stage.RunAsync(PeerPrograms.Repmgr, ["-f", _stage[$"{NameOf(number)}.conf"], .. words], cancellation);

    /// <summary>Runs SQL in repmgr's database, as superuser.</summary>
    public Task ExecuteAsync(int number, string sql, CancellationToken cancellation) =>
        Stage.ScalarAsync<object>(_ports[number - 1], sql, cancellation, Database);

    public Task PromoteBehindItsBackAsync(int number, CancellationToken cancellation) =>
        Stage.ScalarAsync<bool>(_ports[number - 1], "SELECT pg_promote()", cancellation);

    public Task StopBehindItsBackAsync(int number, CancellationToken cancellation) =>
        ControlAsync(number, "stop", cancellation);

    public Task StartBehindItsBackAsync(int number, CancellationToken cancellation) =>
        ControlAsync(number, "start", cancellation);

    /// <summary>Makes a member that has left its primary a standby again, from a fresh copy.</summary>
    public async Task CloneAnewAsync(int number, int from, CancellationToken cancellation)
    {
        await ControlAsync(number, "stop", cancellation);
        await CloneAsync(number, from, cancellation);
        await ControlAsync(number, "start", cancellation);
        await RepmgrAsync(number, ["standby", "register", "--force"], cancellation);
        await _stage.StreamingAsync(_ports[from - 1], Members - 1, cancellation);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    async Task BeginAsync(CancellationToken cancellation)
    {
        // A switchover runs commands on the other machine, which here is this one.
        _stage.WriteProgram(
            "ssh",
            """
            #!/bin/sh
            while [ $# -gt 0 ]; do
                case "$1" in
                    -o | -p | -i | -l) shift 2 ;;
                    -*) shift ;;
                    *) break ;;
                esac
            done
            shift
            exec sh -c "$*"
            """
        );
        for (var number = 1; number <= Members; number++)
            _stage.Write($"{NameOf(number)}.conf", Configuration(number));
        await BeginPrimaryAsync(cancellation);
        for (var number = 2; number <= Members; number++)
        {
            await CloneAsync(number, 1, cancellation);
            await ControlAsync(number, "start", cancellation);
            await RepmgrAsync(number, ["standby", "register"], cancellation);
        }
        await _stage.StreamingAsync(_ports[0], Members - 1, cancellation);
        for (var number = 1; number <= Members; number++)
            _stage.Start(
                $"repmgrd-{number}",
                PeerPrograms.RepmgrDaemon,
                "-f",
                _stage[$"{NameOf(number)}.conf"],
                "--daemonize=false",
                "--no-pid-file"
            );
    }

    async Task BeginPrimaryAsync(CancellationToken cancellation)
    {
        await _stage.RunAsync(
            $"{PeerPrograms.PostgresDirectory}/initdb",
            [
                "-D",
                Data(1),
                "-U",
                "postgres",
                "-A",
                "trust",
                "--no-sync",
                "--data-checksums",
                "--locale=C",
                "-E",
                "UTF8",
            ],
            cancellation
        );
        _stage.Write(Path.Combine("data-1", "postgresql.conf"), Settings);
        await ControlAsync(1, "start", cancellation);
        string[] statements =
        [
            "CREATE ROLE repmgr SUPERUSER LOGIN",
            $"CREATE DATABASE {Database} OWNER repmgr",
            $"CREATE ROLE {Stage.MonitorRole} LOGIN PASSWORD '{Password}' IN ROLE pg_monitor",
        ];
        foreach (var statement in statements)
            await Stage.ScalarAsync<object>(_ports[0], statement, cancellation);
        await RepmgrAsync(1, ["primary", "register"], cancellation);
        await ExecuteAsync(1, Grant, cancellation);
    }

    Task<string> CloneAsync(int number, int from, CancellationToken cancellation)
    {
        string[] source = ["-h", "127.0.0.1", "-p", Text(_ports[from - 1]), "-U", "repmgr", "-d", Database];
        return RepmgrAsync(number, [.. source, "standby", "clone", "--force", "--fast-checkpoint"], cancellation);
    }

    /// <summary>The port is given on the command line, as the settings are copied along with the data.</summary>
    Task<string> ControlAsync(int number, string verb, CancellationToken cancellation) =>
        _stage.RunAsync("/bin/sh", ["-c", Control(number, verb)], cancellation);

    string Control(int number, string verb) =>
        $"{PeerPrograms.PostgresDirectory}/pg_ctl -s -w -t 60 -D {Data(number)} "
        + (
            verb is "stop"
                ? "-m fast stop"
                : $"-l {_stage[$"{NameOf(number)}.log"]} -o \"-p {Text(_ports[number - 1])}\" {verb}"
        );

    string Data(int number) => _stage[$"data-{number}"];

    string Settings =>
        $"""
            listen_addresses = '127.0.0.1'
            unix_socket_directories = '{_stage.Directory}'
            shared_preload_libraries = 'repmgr'
            shared_buffers = 16MB
            fsync = off
            hot_standby = on
            wal_level = replica
            wal_log_hints = on
            wal_keep_size = 256MB
            max_wal_senders = 10
            wal_retrieve_retry_interval = 500ms

            """;

    /// <summary>See https://www.repmgr.org/docs/current/configuration-file.html.</summary>
    string Configuration(int number) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            node_id = {number}
            node_name = '{NameOf(number)}'
            conninfo = 'host=127.0.0.1 port={_ports[number - 1]} user=repmgr dbname={Database} connect_timeout=5'
            data_directory = '{Data(number)}'
            pg_bindir = '{PeerPrograms.PostgresDirectory}'
            failover = automatic
            promote_command = '{PeerPrograms.Repmgr} standby promote -f {_stage[$"{NameOf(number)}.conf"]}'
            follow_command = '{PeerPrograms.Repmgr} standby follow -f {_stage[
                $"{NameOf(number)}.conf"
            ]} --upstream-node-id=%n'
            service_start_command = '{Control(number, "start")}'
            service_stop_command = '{Control(number, "stop")}'
            service_restart_command = '{Control(number, "restart")}'
            service_reload_command = '{PeerPrograms.PostgresDirectory}/pg_ctl -s -D {Data(number)} reload'

            """
        );

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
