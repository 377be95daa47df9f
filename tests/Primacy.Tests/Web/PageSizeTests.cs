using System.Text;
using Primacy.Muting;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Web;

/// <summary>However much there is, a page is small enough for a phone at three in the morning.</summary>
public sealed class PageSizeTests
{
    const int BytesMax = 100_000;

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("c", 0)]
    [InlineData("c", 2000)]
    [InlineData("a-name-that-is-as-long-as-the-name-of-a-cluster-may-be-and-", 0)]
    [InlineData("a-name-that-is-as-long-as-the-name-of-a-cluster-may-be-and-", 100)]
    public async Task The_wall_with_two_thousand_clusters(string name, int split)
    {
        await using var server = await WebServer.Start();
        Crowds.Fill(server, 2000, name[..Math.Min(58, name.Length)]);
        var broken = Proofs.Split(at: Now);
        foreach (var cluster in server.Watched.Take(split))
            server.Feed.Publish(broken with { Cluster = cluster.Name });

        var bytes = await BytesOf(server, "/");
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes} bytes");
        Assert.InRange(bytes, 1000, BytesMax);
    }

    [Fact]
    public async Task What_is_broken_and_not_shown_is_counted()
    {
        await using var server = await WebServer.Start();
        Crowds.Fill(server, 100);
        var broken = Proofs.Split(at: Now);
        foreach (var cluster in server.Watched)
            server.Feed.Publish(broken with { Cluster = cluster.Name });

        var html = await server.Client.GetStringAsync("/", Cancellation);
        Assert.Equal(32, html.Split("<article").Length - 1);
        Assert.Contains("68 more in trouble are not shown here", html, StringComparison.Ordinal);
        Assert.Contains("100 of 100 clusters not healthy", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_healthy_cluster_is_on_exactly_one_page()
    {
        await using var server = await WebServer.Start();
        Crowds.Fill(server, 2000, "a-name-that-is-as-long-as-the-name-of-a-cluster-may-be-and");
        var seen = new List<string>();
        var next = "/";
        for (var pages = 0; next is not null && pages < 50; pages++)
        {
            var html = await server.Client.GetStringAsync(next, Cancellation);
            seen.AddRange(
                server.Watched.Select(one => one.Name).Where(one => html.Contains($"<li data-piece=\"{one}\">"))
            );
            next = html.Contains("rel=\"next\"") ? $"/?page={pages + 2}" : null;
        }

        Assert.Equal(server.Watched.Select(one => one.Name).Order(), seen.Order());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    [InlineData(400)]
    public async Task A_cluster_of_so_many_instances(int instances)
    {
        await using var server = await WebServer.Start(null, "orders");
        (string, ServerState)[] members =
        [
            .. Enumerable
                .Range(0, instances)
                .Select(i =>
                    (
                        $"instance-with-a-long-name-{i}.database.example.org",
                        i % 20 == 0
                            ? Snapshots.Primary((uint)(i + 1), $"0/{0x3000000 + i:X}")
                            : Snapshots.Standby($"instance-with-a-long-name-{i / 20 * 20}.database.example.org")
                    )
                ),
        ];
        var snapshot = Snapshots.Of("orders", Now, members);
        server.Feed.Publish(snapshot);
        server.Roles =
        [
            .. Enumerable
                .Range(0, 2000)
                .Select(i =>
                    RoleLook.Of(snapshot.View) with
                    {
                        At = Now.AddSeconds(-20_000 + 10 * i),
                        Members =
                        [
                            .. snapshot.View.Members.Select(member => new RoleSeen(
                                member.Id,
                                i % 2 == 0 ? SeenAs.Unseen : SeenAs.Standby,
                                new Timeline((uint)(i / 100 + 1))
                            )),
                        ],
                    }
                ),
        ];

        var bytes = await BytesOf(server, "/clusters/orders");
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes} bytes");
        Assert.InRange(bytes, 1000, BytesMax);
    }

    [Fact]
    public async Task What_is_muted_in_two_thousand_clusters()
    {
        await using var server = await WebServer.Start();
        server.Access = WebServer.Tokens;
        Crowds.Fill(server, 2000, "a-name-that-is-as-long-as-the-name-of-a-cluster-may-be-and");
        var actor = new Primacy.Acting.Actor("anna", "bearer", "::1");
        foreach (var cluster in server.Watched.Take(300))
        {
            server.Acts.Plan(
                new MaintenanceWindow
                {
                    Id = cluster.Name,
                    Cluster = cluster.Name,
                    From = Now,
                    Until = Now.AddHours(1),
                    By = "anna",
                    Reason = new string('r', 1000),
                },
                actor
            );
        }

        var (_, text, answer) = await server.Send(
            HttpMethod.Get,
            "/silences",
            null,
            $"Authorization: Bearer {WebServer.Token}"
        );
        answer.Dispose();
        TestContext.Current.TestOutputHelper!.WriteLine($"{Encoding.UTF8.GetByteCount(text)} bytes");
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1000, BytesMax);
        Assert.Contains("more are not shown here", text, StringComparison.Ordinal);
    }

    static async Task<int> BytesOf(WebServer server, string path) =>
        (await server.Client.GetByteArrayAsync(path, Cancellation)).Length;
}
