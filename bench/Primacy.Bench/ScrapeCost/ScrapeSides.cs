using System.Globalization;
using Primacy.Bench.SplitBrain;
using Primacy.Peers;

namespace Primacy.Bench.ScrapeCost;

/// <summary>Starts both sides: one Primacy for all instances, and a postgres_exporter for each.</summary>
internal static class ScrapeSides
{
    public static ScrapeSide Primacy(ScrapedServers servers, string directory)
    {
        var port = FreePort.Take();
        var file = Path.Combine(directory, "primacy.yaml");
        var clusters = servers
            .Addresses.Chunk(ScrapedServers.ServersOfCluster)
            .Select(
                (members, i) =>
                    string.Create(CultureInfo.InvariantCulture, $"  - name: cluster-{i + 1}\n    instances: [")
                    + string.Join(", ", members.Select(Text))
                    + "]\n"
            );
        File.WriteAllText(
            file,
            $$"""
            listen: 127.0.0.1:{{port}}
            state: {{Path.Combine(directory, "state")}}
            defaults: { user: {{ScrapedServers.User}}, sslmode: disable }
            exporter: true
            clusters:
            {{string.Concat(clusters)}}
            """
        );
        var environment = new Dictionary<string, string> { ["PGPASSWORD"] = servers.Password };
        var process = new ChildProcess("primacy", Executable(), ["watch", "--config", file], environment);
        return new ScrapeSide([(process, Page(port))]);
    }

    public static ScrapeSide Exporters(ScrapedServers servers) =>
        new([.. servers.Addresses.Select(address => Exporter(servers.DataSource(address)))]);

    static (ChildProcess, Uri) Exporter(string dataSource)
    {
        var port = FreePort.Take();
        string[] arguments = [string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}")];
        var environment = new Dictionary<string, string> { ["DATA_SOURCE_NAME"] = dataSource };
        var program = SplitBrain.Peers.PathOf(SplitBrain.Peers.Exporter);
        return (new ChildProcess("postgres_exporter", program, arguments, environment), Page(port));
    }

    static Uri Page(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/metrics"));

    static string Text((string Host, int Port) server) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{server.Host}:{server.Port}\"");

    static string Executable() =>
        Environment.GetEnvironmentVariable("PRIMACY_BENCH_EXECUTABLE")
        ?? throw new InvalidOperationException("Run the benchmark as bench/scrape, which builds what is measured.");
}
