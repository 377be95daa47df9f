using System.Globalization;
using Primacy.Lab;

namespace Primacy.Bench.ScrapeCost;

/// <summary>
/// A primary and two standbys, each under many loopback addresses: fifty servers would not leave a small machine the
/// calm that measuring needs, and to whoever scrapes them an address is a server.
/// </summary>
internal sealed class ScrapedServers : IAsyncDisposable
{
    public const int ServersOfCluster = 3;

    readonly LabCluster _lab;

    ScrapedServers(LabCluster lab, int instances) =>
        (_lab, Addresses) = (
            lab,
            [
                .. Enumerable
                    .Range(0, instances)
                    .Select(i => (Host(i / ServersOfCluster), lab.Instances[i % ServersOfCluster].RealPort)),
            ]
        );

    public IReadOnlyList<(string Host, int Port)> Addresses { get; }

    public string Version => _lab.PostgresVersion;

    public string Password => _lab.Password;

    public static string User => LabCluster.MonitorRole;

    public static async Task<ScrapedServers> StartAsync(ScrapeOptions options, IProgress<string> progress)
    {
        var lab = await LabCluster.StartAsync(
            new LabOptions { Name = "bench-scrape", Instances = ServersOfCluster },
            progress
        );
        try
        {
            var clusters = (options.Instances + ServersOfCluster - 1) / ServersOfCluster;
            var hosts = string.Join(',', Enumerable.Range(0, clusters).Select(Host));
            foreach (var number in lab.Instances.Select(instance => instance.Number))
            {
                await lab.ExecuteAsync(number, $"ALTER SYSTEM SET listen_addresses = '{hosts}'");
                await lab.ExecuteAsync(number, "ALTER SYSTEM SET max_connections = 300");
                await lab.StopAsync(number);
                await lab.StartAsync(number);
            }
            for (var i = 0; i < options.Tables; i++)
                await lab.ExecuteAsync(
                    1,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"CREATE TABLE orders_{i} AS SELECT n AS id FROM generate_series(1, 1000) AS n; "
                    ) + string.Create(CultureInfo.InvariantCulture, $"CREATE INDEX ON orders_{i} (id)")
                );
            return new ScrapedServers(lab, options.Instances);
        }
        catch (Exception)
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public string DataSource((string Host, int Port) server) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"postgresql://{User}:{Password}@{server.Host}:{server.Port}/postgres?sslmode=disable"
        );

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    static string Host(int cluster) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.{cluster + 1}");
}
