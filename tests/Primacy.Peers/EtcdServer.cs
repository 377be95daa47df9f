using System.Globalization;

namespace Primacy.Peers;

/// <summary>One etcd on a stage, which is a cluster by itself.</summary>
internal sealed class EtcdServer(Stage stage, string name, int port, int peerPort)
{
    int _process;
    int _starts;

    public int Port => port;

    /// <summary>
    /// Returns when it serves. Patroni 3.0.2 ends for good when it asks before etcd has decided on its version.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        _starts++;
        var client = Url(port);
        var peer = Url(peerPort);
        _process = stage.Start(
            name,
            PeerPrograms.Etcd,
            "--data-dir",
            stage[name],
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
        await stage.UntilAsync(() => Task.FromResult(HasDecided), $"{name} serves", cancellation);
    }

    public Task KillAsync(CancellationToken cancellation) => stage.SignalAsync("KILL", _process, cancellation);

    bool HasDecided =>
        File.Exists(stage[$"{name}.log"])
        && File.ReadAllText(stage[$"{name}.log"]).Split("enabled capabilities for version").Length > _starts;

    static string Url(int at) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{at}");
}
