using System.Text.RegularExpressions;
using Primacy.Tests.Storage;
using Primacy.Tests.Web;
using Xunit;

namespace Primacy.Tests.Cli;

/// <summary>The verbs that act, against the real endpoints.</summary>
public sealed partial class ActVerbTests : IAsyncLifetime
{
    readonly TemporaryDirectory _directory = new();
    WebServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.Start(null, "orders");
        _server.Access = WebServer.Tokens;
        _server.History = [Stories.Firing("orders", 1), Stories.Firing("stock", 1), Stories.Firing("stock", 2)];
        await File.WriteAllTextAsync(
            _directory["token"],
            $"{WebServer.Token}\n",
            TestContext.Current.CancellationToken
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_silence_is_added_listed_and_expired()
    {
        var added = await Call(
            "silence",
            "add",
            "cluster=~\"ord.*\"",
            "severity!=info",
            "--for",
            "2h",
            "-m",
            "a switch"
        );
        var id = added.Out.Split(' ')[0];
        Assert.Equal((0, ""), (added.Exit, added.Error));
        Assert.Matches(@"^[0-9a-f-]{36} until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\n$", added.Out);

        Golden.Verify("silence-list", Plain((await Call("silence", "list")).Out));
        Golden.Verify("silence-list-json", Plain((await Call("silence", "list", "-o", "json")).Out));
        Golden.Verify("incidents-muted", Plain((await Call("incidents")).Out));
        var ended = await Call("silence", "expire", id, "-m", "it is done");
        Assert.Equal((0, $"{id} has ended\n", ""), (ended.Exit, ended.Out, ended.Error));
        Assert.Equal("Nothing is silenced.\n", (await Call("silence", "list")).Out);
        Assert.Contains("expired", (await Call("silence", "list", "--all")).Out, StringComparison.Ordinal);
        Assert.Equal("it is done", _server.Acts.Audit(null, 1)[0].Why);
    }

    [Fact]
    public async Task An_incident_is_acknowledged_by_its_cluster_or_its_key()
    {
        var known = await Call("ack", "orders", "--for", "1h", "-m", "I am on it");
        Assert.Equal((0, ""), (known.Exit, known.Error));
        Assert.StartsWith(
            "orders/multiple-primaries/1 is acknowledged by anna until ",
            known.Out,
            StringComparison.Ordinal
        );
        var undone = await Call("ack", "orders", "--undo");
        Assert.Equal("orders/multiple-primaries/1 is no longer acknowledged\n", undone.Out);

        var several = await Call("ack", "stock", "--for", "1h", "-m", "I am on it");
        Assert.Equal((1, ""), (several.Exit, several.Out));
        Assert.StartsWith("primacy: the cluster 'stock' has 2 open incidents", several.Error, StringComparison.Ordinal);
        Assert.Contains("stock/multiple-primaries/2  db1:5432 and", several.Error, StringComparison.Ordinal);
        var one = await Call("ack", "stock/multiple-primaries/2", "--for", "1h", "-m", "I am on it");
        Assert.Equal(0, one.Exit);
        Assert.Equal(
            "primacy: the cluster 'none' has no open incident\n",
            (await Call("ack", "none", "--for", "1h", "-m", "x")).Error
        );
    }

    [Fact]
    public async Task Work_is_planned_listed_and_ended()
    {
        var added = await Call("maintenance", "add", "orders", "--for", "90m", "-m", "minor upgrade");
        var id = added.Out.Split(' ')[0];

        Assert.Equal((0, ""), (added.Exit, added.Error));
        Golden.Verify("maintenance-list", Plain((await Call("maintenance", "list")).Out));
        Assert.Equal($"{id} has ended\n", (await Call("maintenance", "end", id)).Out);
        Assert.Equal("Nothing is planned.\n", (await Call("maintenance", "list")).Out);
    }

    [Fact]
    public async Task Who_may_not_act_is_told_why()
    {
        await File.WriteAllTextAsync(_directory["other"], "nonsense", TestContext.Current.CancellationToken);
        var wrong = await Run.Of([.. Silence, "--server", _server.Url, "--token-file", _directory["other"]]);
        var none = await Run.Of([.. Silence, "--server", _server.Url]);
        var missing = await Run.Of([.. Silence, "--server", _server.Url, "--token-file", _directory["none"]]);

        Assert.Equal((1, "primacy: This token is nobody's. See docs/access.md.\n"), (wrong.Exit, wrong.Error));
        Assert.Equal(1, none.Exit);
        Assert.StartsWith("primacy: Who acts has to say who he is", none.Error, StringComparison.Ordinal);
        Assert.Equal(1, missing.Exit);
        Assert.Contains(_directory["none"], missing.Error, StringComparison.Ordinal);
        _server.Access = Primacy.Web.Access.AccessOptions.None;
        Assert.StartsWith("primacy: Nobody may act here", (await Call(Silence)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_said_in_the_words_of_the_service()
    {
        var run = await Call("silence", "add", "cluster=", "--for", "1h", "-m", "x");

        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.StartsWith(
            "primacy: These matchers fit whatever has no such label",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "There is no silence 'x'",
            (await Call("silence", "expire", "x")).Error,
            StringComparison.Ordinal
        );
    }

    static string[] Silence => ["silence", "add", "cluster=orders", "--for", "1h", "-m", "x"];

    Task<Run> Call(params string[] arguments) =>
        Run.Of([.. arguments, "--server", _server.Url, "--token-file", _directory["token"]]);

    /// <summary>Without what differs from run to run; as wide as it was, since columns are.</summary>
    static string Plain(string output)
    {
        var ids = Id().Replace(output, "0f8fad5b-d9cb-469f-a165-70867728950e");
        return Time().Replace(ids, "TIME");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+\+00:00)?")]
    private static partial Regex Time();
}
