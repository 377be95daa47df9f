using System.Diagnostics;
using System.Text.RegularExpressions;
using Primacy.Repair;
using Primacy.Tests.Cli;
using Primacy.Tests.Web;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Repairing;

/// <summary><c>primacy plan</c> against the real endpoints.</summary>
public sealed partial class PlanVerbTests : IAsyncLifetime
{
    readonly TemporaryDirectory _directory = new();
    WebServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.StartWith(Offering.Add);
        _server.Access = WebServer.Tokens;
        _server.Watched.Add(
            new ClusterOptions
            {
                Name = "orders",
                Instances = [],
                Repair = RepairMode.Propose,
            }
        );
        _server.Feed.Publish(SplitLooks.At(TimeProvider.System.GetUtcNow()));
        var token = _directory["token"];
        await File.WriteAllTextAsync(token, $"{WebServer.Token}\n", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_plan_is_shown_for_people_and_for_programs()
    {
        var shown = await Call("orders");
        Assert.Equal((0, ""), (shown.Exit, shown.Error));
        Golden.Verify("plan", Plain(shown.Out));
        Golden.Verify("plan-json", Plain((await Call("orders", "-o", "json")).Out));
    }

    [Fact]
    public async Task Why_there_is_none_is_an_exit_code_of_its_own()
    {
        var refused = await Call("orders", "--keep", "db3");
        Assert.Equal((2, ""), (refused.Exit, refused.Error));
        Golden.Verify("plan-refused", Plain(refused.Out));
        var missing = await Call("none");
        Assert.Equal((1, ""), (missing.Exit, missing.Out));
        Assert.StartsWith("primacy: There is no cluster 'none'.", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_decides_is_repeated_with_the_hash()
    {
        _server.Feed.Publish(SplitLooks.At(TimeProvider.System.GetUtcNow(), members: 2));
        Golden.Verify("plan-keep", Plain((await Call("orders", "--keep", "db2")).Out));
    }

    [Fact]
    public async Task What_is_approved_is_followed_until_its_end()
    {
        var hash = Hash().Match((await Call("orders")).Out).Value;
        var call = Call("orders", "--execute", hash, "--reason", "db1 came back");
        await Eventually.Holds(
            () =>
            {
                _server.Feed.Publish(SplitLooks.At(TimeProvider.System.GetUtcNow()));
                return call.IsCompleted;
            },
            "the run has ended"
        );
        var run = await call;
        Assert.Equal((3, ""), (run.Exit, run.Error));
        Golden.Verify("plan-execute", Plain(run.Out));
        Golden.Verify("plan-after", Plain((await Call("orders")).Out));
    }

    [Fact]
    public async Task A_service_that_goes_away_has_begun_all_the_same()
    {
        var hash = Hash().Match((await Call("orders")).Out).Value;
        using var verb = await FollowingAsync(hash);

        await _server.DisposeAsync();
        var error = await verb.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await verb.WaitForExitAsync(TestContext.Current.CancellationToken);
        // Another one, for the end of the test to put away.
        await InitializeAsync();

        Assert.Equal(3, verb.ExitCode);
        Assert.Matches("primacy: the repair [0-9a-f]{12} was begun, and what has become of it is not known", error);
        Assert.Contains("see 'primacy plan orders'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_breaks_off_following_is_told_that_it_was_begun_all_the_same()
    {
        var hash = Hash().Match((await Call("orders")).Out).Value;
        using var verb = await FollowingAsync(hash);

        await Process.Start("kill", ["-TERM", $"{verb.Id}"]).WaitForExitAsync(TestContext.Current.CancellationToken);
        var error = await verb.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await verb.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, verb.ExitCode);
        Assert.Matches("primacy: the repair [0-9a-f]{12} was begun, and what has become of it is not known", error);
    }

    [Fact]
    public async Task A_call_that_is_wrong_changes_nothing()
    {
        var silent = await Call("orders", "--execute", "0123456789abcdef");
        Assert.Equal(1, silent.Exit);
        Assert.Contains("say why, with --reason TEXT", silent.Error, StringComparison.Ordinal);
        Assert.Contains("goes with --execute", (await Call("orders", "-m", "x")).Error, StringComparison.Ordinal);
        var old = await Call("orders", "--execute", "0123456789abcdef", "-m", "x");
        Assert.Equal((1, ""), (old.Exit, old.Out));
        Assert.StartsWith("primacy: That is not the plan of now", old.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Acts.Audit(null, 9));
    }

    /// <summary>
    /// The verb as a process that has been told that the run is approved, and follows it. No look comes any more, so
    /// that the run waits before its first step.
    /// </summary>
    async Task<Process> FollowingAsync(string hash)
    {
        string[] arguments = ["plan", "orders", "--url", _server.Url, "--token-file", _directory["token"]];
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "primacy"),
            [.. arguments, "--execute", hash, "--reason", "db1 came back"]
        )
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var verb = Process.Start(start)!;
        await verb.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return verb;
    }

    Task<Run> Call(params string[] arguments) =>
        Run.Of(["plan", .. arguments, "--server", _server.Url, "--token-file", _directory["token"]]);

    /// <summary>Without what differs from run to run.</summary>
    static string Plain(string output)
    {
        var hashes = Hash().Replace(output, "0123456789abcdef");
        var ids = Id().Replace(hashes, "\"id\": \"0123456789ab\"");
        return Clock().Replace(Time().Replace(ids, "TIME"), "HH:MM:SS");
    }

    [GeneratedRegex(@"\b[0-9a-f]{16}\b")]
    private static partial Regex Hash();

    [GeneratedRegex("\"id\": \"[0-9a-f]{12}\"")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")]
    private static partial Regex Time();

    [GeneratedRegex(@"^\d\d:\d\d:\d\d", RegexOptions.Multiline)]
    private static partial Regex Clock();
}
