using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Primacy.Lab;

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
    readonly int _etcdPort;
    readonly int _etcdPeerPort;
    int _etcd;

    PatroniStage(Stage stage)
    {
        _stage = stage;
        var ports = Stage.Ports((2 * Members) + 2);
        _ports = [.. ports.Take(Members)];
        _apiPorts = [.. ports.Skip(Members).Take(Members)];
        (_etcdPort, _etcdPeerPort) = (ports[^2], ports[^1]);
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

    public static async Task<PatroniStage> StartAsync(CancellationToken cancellation)
    {
        var patroni = new PatroniStage(Stage.Open());
        try
        {
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

    public Task KillEtcdAsync(CancellationToken cancellation) =>
        _stage.RunAsync("kill", ["-KILL", _etcd.ToString(CultureInfo.InvariantCulture)], cancellation);

    public void StartEtcd()
    {
        var client = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_etcdPort}");
        var peer = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_etcdPeerPort}");
        _etcd = _stage.Start(
            "etcd",
            PeerPrograms.Etcd,
            "--data-dir",
            _stage["etcd"],
            "--unsafe-no-fsync",
            "--listen-client-urls",
            client,
            "--advertise-client-urls",
            client,
            "--listen-peer-urls",
            peer,
            "--initial-advertise-peer-urls",
            peer,
            "--initial-cluster",
            $"default={peer}"
        );
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
    }

    async Task BeginAsync(CancellationToken cancellation)
    {
        StartEtcd();
        for (var number = 1; number <= Members; number++)
        {
            _stage.Write($"{NameOf(number)}.yml", Configuration(number));
            _stage.Start(NameOf(number), PeerPrograms.Patroni, _stage[$"{NameOf(number)}.yml"]);
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

    /// <summary>Patroni's defaults, but for a loop that is short so that a switchover ends soon.</summary>
    string Configuration(int number) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            scope: {Scope}
            name: {NameOf(number)}
            restapi:
              listen: 127.0.0.1:{_apiPorts[number - 1]}
              connect_address: 127.0.0.1:{_apiPorts[number - 1]}
            etcd3:
              host: 127.0.0.1:{_etcdPort}
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
              bin_dir: {PeerPrograms.PostgresDirectory}
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
                - host all all 127.0.0.1/32 scram-sha-256
                - host replication all 127.0.0.1/32 scram-sha-256

            """
        );
}
