using System.Globalization;
using Primacy.Tests.Web.Security;
using Xunit;

namespace Primacy.Tests.Deploying;

/// <summary>A real Prometheus scrapes a Primacy that has a web configuration file.</summary>
public sealed class GuardedScrapeTests
{
    [Fact]
    public async Task Prometheus_scrapes_over_TLS_with_a_password_and_without_it_does_not()
    {
        Assert.SkipWhen(PrometheusServer.Programs.Count == 0, "no Prometheus is installed (Debian: prometheus)");
        using var service = await GuardedService.StartAsync(GuardedService.Tls + GuardedService.Users);
        var target = string.Create(CultureInfo.InvariantCulture, $"localhost:{service.Address.Port}");
        await File.WriteAllTextAsync(
            service["prometheus.yaml"],
            $$"""
            global: { scrape_interval: 1s }
            scrape_configs:
              - job_name: known
                scheme: https
                tls_config: { ca_file: server.crt }
                basic_auth: { username: alice, password: geheim }
                static_configs: [{ targets: ["{{target}}"] }]
              - job_name: guessing
                scheme: https
                tls_config: { ca_file: server.crt }
                basic_auth: { username: alice, password: guess }
                static_configs: [{ targets: ["{{target}}"] }]
            """,
            TestContext.Current.CancellationToken
        );
        foreach (var program in PrometheusServer.Programs)
        {
            using var directory = new TemporaryDirectory();
            using var prometheus = PrometheusServer.Start(program, service["prometheus.yaml"], directory.Path);

            await prometheus.FindsAsync("up{job='known'} == 1");
            await prometheus.FindsAsync("up{job='guessing'} == 0");
            await prometheus.FindsAsync("primacy_cluster_primaries{job='known'}");
        }
    }
}
