using System.Net;
using CsCheck;
using Primacy.Configuration;
using Xunit;

namespace Primacy.Tests.Configuration;

public sealed class SmallReadersTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2000)]
    [InlineData("1.5s", 1500)]
    [InlineData("1m", 60_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("", null)]
    [InlineData("5", null)]
    [InlineData("5 s", null)]
    [InlineData("-1s", null)]
    [InlineData("1s1m", null)]
    [InlineData("1d", null)]
    [InlineData("99999999999999999999h", null)]
    public void Durations_are_written_as_Prometheus_writes_them(string text, int? milliseconds) =>
        Assert.Equal(milliseconds, Durations.Parse(text)?.TotalMilliseconds);

    [Fact]
    public void A_duration_that_is_written_can_be_read() =>
        Gen.Int[0, 100_000_000]
            .Select(ms => TimeSpan.FromMilliseconds(ms))
            .Sample(time => Durations.Parse(Durations.Format(time)) == time);

    [Theory]
    [InlineData("127.0.0.1:9432", "127.0.0.1:9432")]
    [InlineData("localhost:1", "127.0.0.1:1")]
    [InlineData(":80", "0.0.0.0:80")]
    [InlineData("*:0", "0.0.0.0:0")]
    [InlineData("[::1]:5", "[::1]:5")]
    [InlineData("none", "")]
    [InlineData("::1:5", null)]
    [InlineData("db1:5", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("127.0.0.1:65536", null)]
    [InlineData("9432", null)]
    public void An_address_to_listen_on_is_an_address(string text, string? expected)
    {
        var problems = new Problems();

        var listening = Listening.Read("--listen", new Setting(text, new Location("--listen")), problems);

        Assert.Equal(expected is null, problems.Any);
        Assert.Equal(expected, listening is null ? null : listening.EndPoint?.ToString() ?? "");
        Assert.True(listening?.EndPoint is null or { Port: >= IPEndPoint.MinPort });
    }

    [Theory]
    [InlineData("/systemd:/other", "", true, "/systemd")]
    [InlineData("", "/xdg", true, "/var/lib/primacy")]
    [InlineData("", "/xdg", false, "/xdg/primacy")]
    [InlineData("", "relative", false, "/home/me/.local/state/primacy")]
    [InlineData("", "", false, "/home/me/.local/state/primacy")]
    public void State_is_kept_where_the_system_expects_it(string systemd, string xdg, bool isRoot, string expected)
    {
        var around = Around.With(("STATE_DIRECTORY", systemd), ("XDG_STATE_HOME", xdg)) with { IsRoot = isRoot };

        Assert.Equal(expected, DefaultStateDirectory.Of(around));
    }

    [Theory]
    [InlineData("db1", "db1")]
    [InlineData("DB1.Example.com", "db1.example.com")]
    [InlineData("/var/run/postgresql", "var-run-postgresql")]
    [InlineData("::1", "1")]
    [InlineData("::", "local")]
    public void A_cluster_that_nobody_named_is_called_like_its_first_host(string host, string name)
    {
        Assert.Equal(name, ClusterNames.FromHost(host));
        Assert.Null(ClusterNames.Objection(name));
    }

    [Fact]
    public void Whatever_the_host_the_derived_name_is_a_name() =>
        Gen.String.Sample(host => ClusterNames.Objection(ClusterNames.FromHost(host)) is null);

    [Theory]
    [InlineData("intervall", "interval")]
    [InlineData("cluters", "clusters")]
    [InlineData("LISTEN", "listen")]
    [InlineData("sate", "state")]
    [InlineData("colour", null)]
    public void A_misspelt_word_is_guessed_only_when_it_is_close(string word, string? meant) =>
        Assert.Equal(meant, Spelling.Closest(word, ["interval", "clusters", "listen", "state", "notify"]));
}
