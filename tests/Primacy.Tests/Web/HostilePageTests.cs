using Microsoft.Playwright;
using Primacy.Probing;
using Primacy.Tests.Hosting;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Primacy.Tests.Web;

/// <summary>What a hostile server calls itself changes nothing on any page.</summary>
public sealed class HostilePageTests(Browser browser, ServiceLab fixture)
    : IClassFixture<Browser>,
        IClassFixture<ServiceLab>
{
    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_real_server_calls_itself_and_says_is_text()
    {
        // As much as a name of PostgreSQL holds.
        const string Evil = "<script>window.hacked=1</script><b onclick=alert(1)>";
        var lab = fixture.Lab;
        foreach (var number in (int[])[1, 2])
        {
            // A standby replicates under that name, too.
            await lab.ExecuteAsync(number, $"ALTER SYSTEM SET cluster_name = '{Evil}'", Cancellation);
            await lab.StopAsync(number, Cancellation);
            await lab.StartAsync(number, Cancellation);
        }
        await Eventually.Holds(
            async () =>
                await lab.QueryScalarAsync<string>(
                    1,
                    "SELECT max(application_name) FROM pg_stat_replication WHERE application_name LIKE '<%'",
                    Cancellation
                ) == Evil,
            "the standby streams"
        );
        var cluster = new ClusterOptions
        {
            Name = "orders",
            Instances = [Member(1, "db1"), Member(2, Evil), Member(3, "db3", Evil)],
        };
        var snapshot = await OneLook.TakeAsync(cluster, TimeProvider.System, Cancellation);
        var seen = snapshot.View.Members[0].State!;
        Assert.Equal(Evil, seen.ClusterName);
        Assert.Contains(seen.Standbys, standby => standby.ApplicationName == Evil);
        Assert.Contains("<script>", ((ProbeOutcome.Failed)snapshot.View.Members[2].Newest!.Outcome).Detail);

        await using var server = await WebServer.Start();
        server.Watched.Add(cluster);
        server.Feed.Publish(snapshot);
        server.Roles = [RoleLook.Of(snapshot.View) with { At = Now.AddMinutes(-1) }];
        await HarmlessAsync(server, Evil);
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(10_000_000)]
    public async Task Whatever_is_said_from_outside_stays_what_it_is_and_small(int length)
    {
        var evil = Hostile.Of(length);
        await using var server = await WebServer.Start(null, "orders");
        var snapshot = Hostile.Everywhere(evil, Now);
        server.Feed.Publish(snapshot);
        server.Roles = [RoleLook.Of(snapshot.View) with { At = Now.AddMinutes(-1) }];
        await HarmlessAsync(server, Hostile.Script[..20]);
        foreach (var path in (string[])["/", "/clusters/orders"])
        {
            var html = await server.Client.GetStringAsync(path, Cancellation);
            Assert.InRange(html.Length, 1000, 100_000);
            Assert.DoesNotContain(html, Hostile.IsHidden);
        }
    }

    async Task HarmlessAsync(WebServer server, string text)
    {
        foreach (var path in (string[])["", "clusters/orders"])
        {
            var page = await browser.Open(server.Url + path);
            await Expect(page.Locator("#live")).ToHaveTextAsync("live");
            await Expect(page.Locator("main")).ToContainTextAsync(text);
            Assert.Equal(0, await page.Locator("main script, main img, main b[onclick]").CountAsync());
            Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
            await Axe.Show(page, $"hostile-{path.Replace('/', '-')}");
        }
    }

    InstanceOptions Member(int number, string name, string? database = null)
    {
        var instance = fixture.Lab.Instances[number - 1];
        return new InstanceOptions(
            new Instance(new InstanceId(name), instance.Host, instance.Port),
            new ConnectionSettings
            {
                Host = instance.Host,
                Port = instance.Port,
                User = "primacy",
                Password = fixture.Lab.Password,
                Database = database ?? "postgres",
            }
        );
    }
}
