using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Storage;
using Primacy.Tests.Storage;
using Primacy.Tests.Web;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Repairing;

/// <summary>What Primacy would do, on the page, and how somebody approves it without a script.</summary>
public sealed partial class PlanPageTests : IAsyncLifetime
{
    readonly FakeTimeProvider _time = new(Stories.Start);
    WebServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.StartWith(Offering.Add, _time);
        _server.Access = WebServer.Tokens;
        Allow(RepairMode.Propose);
        _server.Feed.Publish(SplitLooks.At(Stories.Start));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_page_of_a_split_shows_the_steps_and_what_is_lost()
    {
        var page = await PlanOnPageAsync("Keep db2, stop db1");

        Assert.Contains("2 client transactions among 3", page, StringComparison.Ordinal);
        Assert.Contains("2. fence (pod)", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/plan?cluster=orders\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_nothing_is_done_is_on_the_page()
    {
        Allow(RepairMode.Observe);
        Assert.Contains("repair: observe", await PlanOnPageAsync("Keep db2"), StringComparison.Ordinal);
        Assert.DoesNotContain("/plan?cluster", await PlanOnPageAsync("Keep db2"), StringComparison.Ordinal);

        _server.Feed.Publish(SplitLooks.At(Stories.Start, members: 2));
        var open = await PlanOnPageAsync("undecidable");
        Assert.Contains("clients have committed on both sides", open, StringComparison.Ordinal);
        Assert.Contains("href=\"/plan?cluster=orders&amp;keep=db2\"", open, StringComparison.Ordinal);
        _server.Feed.Publish(Cli.Looks.Healthy());
        Assert.Equal("", Section((await GetAsync("/clusters/orders")).Text));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_said_in_the_place_of_a_plan()
    {
        await using var file = new SqliteConnection($"Data Source={_server.Journal.Path};Pooling=False");
        await file.OpenAsync(TestContext.Current.CancellationToken);
        file.Execute("DROP TABLE repair");

        var (status, text) = await GetAsync("/plan?cluster=orders");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("cannot be used", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_act_approves_with_a_form_of_ours_and_sees_the_run()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/plan?cluster=orders", token: null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/plan?cluster=none")).Status);
        var (_, form) = await GetAsync("/plan?cluster=orders");
        var fields = Fields(form);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await PostAsync(new(fields) { ["seal"] = "x", ["reason"] = "y" })).Status
        );
        var (silent, again) = await PostAsync(new(fields) { ["reason"] = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent);
        Assert.Contains("Say why", again, StringComparison.Ordinal);
        Assert.Empty(_server.Acts.Audit(null, 9));

        // It leads to the cluster's page, so that to load again does not approve again.
        var (begun, shown) = await PostAsync(new(fields) { ["reason"] = "<b>db1</b> came back" });
        Assert.Equal(HttpStatusCode.OK, begun);
        Assert.Contains("anna had db1 stopped", Section(shown), StringComparison.Ordinal);
        await Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                _server.Feed.Publish(SplitLooks.At(_time.GetUtcNow()));
                return _server.Repairs.RunOf("orders") is { State: RunState.Stopped };
            },
            "the run has ended"
        );
        var page = await PlanOnPageAsync("The disk is full.");
        Assert.Contains("anna had db1 stopped", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;db1&lt;/b&gt; came back", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_changed_since_the_form_was_shown_is_said_and_nothing_is_done()
    {
        _server.Feed.Publish(SplitLooks.At(Stories.Start, members: 2));
        var (_, form) = await GetAsync("/plan?cluster=orders&keep=db2");
        Assert.Contains("YOU DECIDE WHAT IS LOST", form, StringComparison.Ordinal);
        _server.Feed.Publish(SplitLooks.At(Stories.Start));
        var (status, page) = await PostAsync(new(Fields(form)) { ["keep"] = "", ["reason"] = "x" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("That is not the plan of now", page, StringComparison.Ordinal);
        Assert.Contains("It was: decided by a person", page, StringComparison.Ordinal);
        Assert.Empty(_server.Acts.Audit(null, 9));
    }

    void Allow(RepairMode mode)
    {
        _server.Watched.Clear();
        _server.Watched.Add(
            new ClusterOptions
            {
                Name = "orders",
                Instances = [],
                Repair = mode,
            }
        );
    }

    /// <summary>The section of the cluster's page, as soon as it says so: the means are asked beside it.</summary>
    async Task<string> PlanOnPageAsync(string says)
    {
        var section = "";
        await Eventually.Holds(
            async () => (section = Section((await GetAsync("/clusters/orders")).Text)).Contains(says),
            $"the page says '{says}'"
        );
        return section;
    }

    async Task<(HttpStatusCode Status, string Text)> GetAsync(string path, string? token = WebServer.Token)
    {
        string[] headers = token is null ? [] : [$"Authorization: Bearer {token}"];
        var (status, text, _) = await _server.Send(HttpMethod.Get, path, null, headers);
        return (status, text);
    }

    async Task<(HttpStatusCode Status, string Text)> PostAsync(Dictionary<string, string> fields)
    {
        var header = $"Authorization: Bearer {WebServer.Token}";
        var (status, text, _) = await _server.Send(HttpMethod.Post, "/plan", new FormUrlEncodedContent(fields), header);
        return (status, text);
    }

    static string Section(string page) => PlanSection().Match(page).Value;

    static Dictionary<string, string> Fields(string form) =>
        HiddenField().Matches(form).ToDictionary(field => field.Groups[1].Value, field => field.Groups[2].Value);

    [GeneratedRegex("<section id=\"plan\".*?</section>", RegexOptions.Singleline)]
    private static partial Regex PlanSection();

    [GeneratedRegex("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenField();
}
