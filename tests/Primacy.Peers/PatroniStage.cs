using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Primacy.Lab;
using Primacy.Lab.Proxying;

namespace Primacy.Peers;

/// <summary>Three members under Patroni, and the etcd that holds its leader key.</summary>
internal sealed class PatroniStage : IManagedCluster
{
    const string Scope = "heads";
    const int Members = 3;

    readonly Stage _stage;
    readonly HttpClient _http = new();
    readonly int[] _ports;
    readonly int[] _apiPorts;
    readonly EtcdServer _etcd;
    readonly EtcdServer _otherEtcd;
    readonly int _farEtcdPort;
    readonly ProxyLink _farLink;
    readonly int[] _managers = new int[Members];
    string _programs = PeerPrograms.PostgresDirectory;

    PatroniStage(Stage stage)
    {
        _stage = stage;
        var ports = Stage.Ports((2 * Members) + 5);
        _ports = [.. ports.Take(Members)];
        _apiPorts = [.. ports.Skip(Members).Take(Members)];
        _etcd = new EtcdServer(stage, "etcd", ports[^5], ports[^4]);
        _otherEtcd = new EtcdServer(stage, "other-etcd", ports[^3], ports[^2]);
        _farEtcdPort = ports[^1];
        _farLink = new ProxyLink(_farEtcdPort);
    }

    public string Conninfo =>
        $"host={string.Join(',', _ports.Select(_ => "127.0.0.1"))} port={string.Join(',', _ports)} user={Stage.MonitorRole}";

    public string Password => Stage.Password;

    public IReadOnlyList<int> Ports => _ports;

    /// <summary>The REST API of each member.</summary>
    public IReadOnlyList<Uri> Urls =>
        [
            .. _apiPorts.Select(port => new Uri(
                string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")
            )),
        ];

    public static async Task<PatroniStage> StartAsync(
        CancellationToken cancellation,
        int major = PeerPrograms.PostgresMajor
    )
    {
        var patroni = new PatroniStage(Stage.Open());
        try
        {
            patroni._programs = await PatroniPostgres.DirectoryAsync(patroni._stage, major, cancellation);
            await patroni.BeginAsync(cancellation);
            return patroni;
        }
        catch (Exception)
        {
            await patroni.DisposeAsync();
            throw;
        }
    }

    public static string NameOf(int number) => $"node-{number}";

    public async Task<int> PrimaryAsync(CancellationToken cancellation)
    {
        for (var number = 1; number <= Members; number++)
        {
            using var answer = await _http.GetAsync(new Uri(Urls[number - 1], "leader"), cancellation);
            if (answer.StatusCode is HttpStatusCode.OK)
                return number;
        }
        throw new LabException("No member holds the leader key.");
    }

    public async Task SwitchOverAsync(int to, CancellationToken cancellation)
    {
        // Patroni says yes and does nothing while the candidate is not ready yet.
        var from = await PrimaryAsync(cancellation);
        await _stage.StreamingAsync(_ports[from - 1], Members - 1, cancellation);
        await ControlAsync(
            ["switchover", "--leader", NameOf(from), "--candidate", NameOf(to), "--force"],
            cancellation
        );
        await _stage.StreamingAsync(_ports[to - 1], Members - 1, cancellation);
    }

    /// <summary>Runs patronictl, which is told the cluster after its first word.</summary>
    public Task<string> ControlAsync(IReadOnlyList<string> words, CancellationToken cancellation) =>
        _stage.RunAsync(
            PeerPrograms.PatroniControl,
            ["-c", _stage["node-1.yml"], words[0], Scope, .. words.Skip(1)],
            cancellation
        );

    public Task PromoteBehindItsBackAsync(int number, CancellationToken cancellation) =>
        Stage.ScalarAsync<bool>(_ports[number - 1], "SELECT pg_promote()", cancellation);

    public Task CrashAsync(int number, CancellationToken cancellation) =>
        _stage.CrashServerAsync($"data-{number}", cancellation);

    /// <summary>Starts a member's server as it is, which its Patroni would not.</summary>
    public Task StartBehindItsBackAsync(int number, CancellationToken cancellation) =>
        _stage.RunAsync(
            $"{_programs}/pg_ctl",
            ["-s", "-w", "-D", _stage[$"data-{number}"], "-l", _stage[$"by-hand-{number}.log"], "start"],
            cancellation
        );

    /// <summary>Waits until a member streams from another.</summary>
    public Task FollowsAsync(int number, int of, CancellationToken cancellation) =>
        _stage.UntilAsync(
            () =>
                Stage.ScalarAsync<bool>(
                    _ports[of - 1],
                    $"SELECT EXISTS (SELECT FROM pg_stat_replication WHERE application_name = '{NameOf(number)}')",
                    cancellation
                ),
            $"{NameOf(number)} streams from {NameOf(of)}",
            cancellation
        );

    /// <summary>Patroni of a member no longer runs and does not know it; its server does not notice.</summary>
    public Task FreezeManagerAsync(int number, CancellationToken cancellation) =>
        _stage.SignalAsync("STOP", _managers[number - 1], cancellation);

    /// <summary>
    /// What Patroni of the last member says to etcd no longer arrives, nor does what etcd says: it goes on with what it
    /// has read.
    /// </summary>
    public void CutLastOffEtcd() => _farLink.Route(_etcd.Port, isCutOff: true);

    /// <summary>A member other than this one has got the leader key, and answers as a primary; its number.</summary>
    public async Task<int> FailedOverAsync(int from, CancellationToken cancellation)
    {
        var to = 0;
        await _stage.UntilAsync(IsElsewhereAsync, $"{NameOf(from)} is succeeded by another", cancellation);
        return to;

        async Task<bool> IsElsewhereAsync()
        {
            foreach (var number in Enumerable.Range(1, Members).Where(number => number != from))
            {
                if (!await Stage.ScalarAsync<bool>(_ports[number - 1], "SELECT pg_is_in_recovery()", cancellation))
                    to = number;
            }
            return to > 0;
        }
    }

    public Task KillEtcdAsync(CancellationToken cancellation) => _etcd.KillAsync(cancellation);

    public Task StartEtcdAsync(CancellationToken cancellation) => _etcd.StartAsync(cancellation);

    /// <summary>
    /// A member's configuration names another store from now on, which knows nothing of this cluster; its Patroni is
    /// restarted for that.
    /// </summary>
    public async Task MoveToAnotherStoreAsync(int number, CancellationToken cancellation)
    {
        await _otherEtcd.StartAsync(cancellation);
        // It stops the server that it manages, and starts it again.
        await _stage.EndAsync("TERM", _managers[number - 1], cancellation);
        StartManager(number, _otherEtcd.Port);
    }

    /// <summary>
    /// Brings all back: one leader, and all others stream from it. A member that was on a branch of its own may, as far
    /// as Patroni goes, wait for ever on a timeline that the leader never had; so who does not stream is copied anew.
    /// </summary>
    public Task RecoverAsync(CancellationToken cancellation)
    {
        return _stage.UntilAsync(IsRecoveredAsync, "one member leads and all others stream from it", cancellation);

        async Task<bool> IsRecoveredAsync()
        {
            const string Streaming =
                "SELECT string_agg(application_name, ',') FROM pg_stat_replication WHERE state = 'streaming'";
            var primary = await PrimaryAsync(cancellation);
            var streaming = await Stage.ScalarAsync<string>(_ports[primary - 1], Streaming, cancellation) ?? "";
            var lost = Enumerable.Range(1, Members).Where(IsLost).ToArray();
            foreach (var number in lost)
            {
                // While a copy is under way, this is refused.
                var url = new Uri(Urls[number - 1], "reinitialize");
                using var answer = await _http.PostAsync(url, content: null, cancellation);
            }
            return lost.Length == 0;

            bool IsLost(int number) => number != primary && !streaming.Split(',').Contains(NameOf(number));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _stage.DisposeAsync();
        await _farLink.DisposeAsync();
    }

    async Task BeginAsync(CancellationToken cancellation)
    {
        await StartEtcdAsync(cancellation);
        _farLink.Route(_etcd.Port, isCutOff: false);
        await _farLink.MirrorAsync([_etcd.Port]);
        for (var number = 1; number <= Members; number++)
        {
            StartManager(number, number == Members ? _farEtcdPort : _etcd.Port);
            // The first makes the cluster, so that it is the primary; the others then copy it at once.
            if (number == 1)
                await _stage.StreamingAsync(_ports[0], 0, cancellation);
        }
        await _stage.StreamingAsync(_ports[0], Members - 1, cancellation);
        var role = $"CREATE ROLE {Stage.MonitorRole} LOGIN PASSWORD '{Password}' IN ROLE pg_monitor";
        await Stage.ScalarAsync<object>(_ports[0], role, cancellation);
        await _stage.UntilAsync(AreAllKnownAsync, "Patroni knows all members as running", cancellation);

        async Task<bool> AreAllKnownAsync()
        {
            var cluster = await _http.GetFromJsonAsync<JsonElement>(new Uri(Urls[0], "cluster"), cancellation);
            return cluster.GetProperty("members").EnumerateArray().Count(IsRunning) == Members;
        }

        static bool IsRunning(JsonElement member) =>
            member.GetProperty("state").GetString() is "running" or "streaming" && member.TryGetProperty("host", out _);
    }

    void StartManager(int number, int etcdPort)
    {
        _stage.Write($"{NameOf(number)}.yml", Configuration(number, etcdPort));
        _managers[number - 1] = _stage.Start(NameOf(number), PeerPrograms.Patroni, _stage[$"{NameOf(number)}.yml"]);
    }

    /// <summary>Patroni's defaults, but for a loop that is short so that a switchover ends soon.</summary>
    string Configuration(int number, int etcdPort) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            scope: {Scope}
            name: {NameOf(number)}
            restapi:
              listen: 127.0.0.1:{_apiPorts[number - 1]}
              connect_address: 127.0.0.1:{_apiPorts[number - 1]}
            etcd3:
              host: 127.0.0.1:{etcdPort}
              use_proxies: true
            bootstrap:
              dcs:
                ttl: 30
                loop_wait: 2
                retry_timeout: 10
                postgresql:
                  use_pg_rewind: true
                  use_slots: true
                  parameters:
                    wal_keep_size: 256MB
                    max_connections: 50
              initdb:
                - encoding: UTF8
                - locale: C
                - data-checksums
                - no-sync
            postgresql:
              listen: 127.0.0.1:{_ports[number - 1]}
              connect_address: 127.0.0.1:{_ports[number - 1]}
              data_dir: {_stage[$"data-{number}"]}
              bin_dir: {_programs}
              pgpass: {_stage[$"pgpass-{number}"]}
              authentication:
                superuser: {"{"} username: postgres, password: {Password} {"}"}
                replication: {"{"} username: replicator, password: {Password} {"}"}
              basebackup:
                checkpoint: fast
              parameters:
                unix_socket_directories: {_stage.Directory}
                shared_buffers: 16MB
                fsync: 'off'
              pg_hba:
                - local all all trust
                - host all all 127.0.0.1/32 md5
                - host replication all 127.0.0.1/32 md5

            """
        );
}
