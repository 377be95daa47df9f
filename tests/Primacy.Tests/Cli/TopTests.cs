using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Primacy.Cli;
using Primacy.Tests.Web;
using Primacy.Watching;
using Primacy.Web.Api;
using Xunit;

namespace Primacy.Tests.Cli;

/// <summary>The wall on a terminal.</summary>
public sealed class TopTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_shows_the_broken_clusters_first_and_all_of_them()
    {
        await using var server = await WebServer.Start();
        foreach (var cluster in Clusters())
            server.Feed.Publish(cluster);

        var text = await Run.Of(["top", "--once", "--url", server.Url]);
        var json = await Run.Of(["top", "--url", server.Url, "-o", "json"]);

        Assert.Equal((0, ""), (text.Exit, text.Error));
        Golden.Verify("top", text.Out);
        using var parsed = JsonDocument.Parse(json.Out);
        Assert.Equal(
            ["billing", "orders", "shop", "stock"],
            parsed.RootElement.EnumerateArray().Select(one => one.Text("cluster"))
        );
    }

    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(24)]
    [InlineData(50)]
    [InlineData(200)]
    public void It_fits_the_terminal_and_says_how_many_it_leaves_out(int height)
    {
        ClusterReport[] clusters =
        [
            .. Enumerable.Range(10, 8).Select(i => ClusterReport.From(Snapshots.Split($"ill{i}"))),
            .. Enumerable.Range(10, 40).Select(i => ClusterReport.From(Snapshots.Healthy($"well{i}"))),
        ];

        var lines = TopLines.Of(clusters, height);

        Assert.InRange(lines.Count, 2, height);
        Assert.Equal("8 of 48 clusters not healthy", lines[0].Text);
        Assert.StartsWith("✖ ill10: multiple-primaries", lines[1].Text, StringComparison.Ordinal);
        Assert.Equal(
            48,
            lines.Sum(line =>
                line.Text.StartsWith('✖') || line.Text.StartsWith('✓') ? 1
                : line.Text.Contains("more", StringComparison.Ordinal) && char.IsDigit(line.Text[0])
                    ? int.Parse(line.Text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)
                : 0
            )
        );
    }

    [Fact]
    public void It_says_since_when_nobody_answers_and_when_looks_do_not_end()
    {
        var time = new FakeTimeProvider(Snapshots.Start);
        var hearing = new TopHearing(new Uri("http://watcher:9432"), time);
        hearing.Take([ClusterReport.From(Snapshots.Healthy())], "");
        Assert.Equal("Primacy at http://watcher:9432   03:00:00 UTC   q quits", hearing.Lines(9)[0].Text);
        Assert.Equal("1 cluster, healthy", hearing.Lines(9)[1].Text);

        time.Advance(TimeSpan.FromSeconds(12));
        hearing.Take(null, "primacy: no service at http://watcher:9432\n");
        Assert.Equal(
            "No answer since 03:00:00 UTC, for 12 s: no service at http://watcher:9432 What is shown was known then.",
            hearing.Lines(9)[1].Text
        );
        Assert.Equal("1 cluster, healthy", hearing.Lines(9)[2].Text);

        time.Advance(TimeSpan.FromSeconds(30));
        hearing.Take([ClusterReport.From(Snapshots.Healthy())], "");
        Assert.Equal("No look has ended for 42 s: what is true now is not known.", hearing.Lines(9)[1].Text);
        hearing.Take([ClusterReport.From(Snapshots.Healthy(at: Snapshots.Start.AddSeconds(41)))], "");
        Assert.Equal("1 cluster, healthy", hearing.Lines(9)[1].Text);
    }

    [Fact]
    public void A_slow_service_is_asked_less_often()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), TopHearing.Pause(TimeSpan.FromMilliseconds(4)));
        Assert.Equal(TimeSpan.FromSeconds(18), TopHearing.Pause(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task What_servers_call_themselves_moves_no_cursor()
    {
        const string Evil = "db1\u001b[2J\u001b]0;owned\u0007\u202e\r\n1 cluster, healthy";
        await using var server = await WebServer.Start();
        server.Feed.Publish(
            Snapshots.From(
                "orders",
                null,
                (Evil, Snapshots.Failed(Primacy.Topology.ProbeFailure.Protocol, Evil)),
                ("db2", Snapshots.Answered(Snapshots.Standby(Evil)))
            )
        );

        var run = await Run.Of(["top", "--once", "--url", server.Url]);

        Assert.DoesNotContain('\u001b', run.Out);
        Assert.DoesNotContain('\u202e', run.Out);
        Assert.DoesNotContain('\u0007', run.Out);
        Assert.DoesNotContain("\n1 cluster, healthy", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q")]
    [InlineData("\u0003")]
    public async Task On_a_terminal_it_is_live_until_q_or_control_C_and_leaves_it_as_it_was(string key)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "/usr/bin/script is not installed (Debian: bsdutils)");
        await using var server = await WebServer.Start();
        server.Feed.Publish(Snapshots.Healthy());
        var start = new ProcessStartInfo(
            "/usr/bin/script",
            // Tests that a shell started in the background ignore Control-C, and so does all that they start; and
            // a shell that waited here for the program would die of the key itself.
            [
                "-qfec",
                $"exec env --default-signal=INT {Path.Combine(AppContext.BaseDirectory, "primacy")} top --url {server.Url}",
                "/dev/null",
            ]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm";
        using var terminal = Process.Start(start)!;
        var shown = new System.Text.StringBuilder();

        await ReadUntilAsync(terminal, shown, "1 cluster, healthy");
        server.Feed.Publish(Snapshots.Split());
        await ReadUntilAsync(terminal, shown, "1 of 1 cluster not healthy");
        await terminal.StandardInput.WriteAsync(key);
        await terminal.StandardInput.FlushAsync(Cancellation);
        await ReadUntilAsync(terminal, shown, "\e[?1049l");

        await terminal
            .WaitForExitAsync(Cancellation)
            .WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);
        Assert.Equal(0, terminal.ExitCode);
        Assert.Contains("\e[?1049h", shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("\e[?25h", shown.ToString(), StringComparison.Ordinal);
    }

    static async Task ReadUntilAsync(Process terminal, System.Text.StringBuilder shown, string awaited)
    {
        var buffer = new char[4096];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!shown.ToString().Contains(awaited, StringComparison.Ordinal))
        {
            var read = await terminal.StandardOutput.ReadAsync(buffer, deadline.Token);
            Assert.True(read > 0, $"It ended before it showed '{awaited}': {shown}");
            shown.Append(buffer, 0, read);
        }
    }

    static IEnumerable<ClusterSnapshot> Clusters() =>
        [
            Snapshots.Healthy("billing"),
            Proofs.Split("stock"),
            Snapshots.Healthy("orders"),
            Snapshots.From(
                "shop",
                null,
                ("db1", Snapshots.Failed(Primacy.Topology.ProbeFailure.TimedOut)),
                ("db2", Snapshots.Answered(Snapshots.Standby("db1")))
            ),
        ];
}
