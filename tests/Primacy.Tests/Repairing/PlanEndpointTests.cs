using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Primacy.Repair;
using Primacy.Tests.Storage;
using Primacy.Tests.Web;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Repairing;

/// <summary>Plans and their approval over HTTP.</summary>
public sealed class PlanEndpointTests : IAsyncLifetime
{
    const string Path = "/api/v1/clusters/orders/plan";

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
    public async Task Everybody_who_reads_sees_the_plan_and_its_hash()
    {
        var plan = await PlanAsync();

        Assert.Equal("propose", plan.Text("mode"));
        Assert.Matches("^[0-9a-f]{16}$", plan.Text("hash"));
        Assert.Equal(("db2", "db1"), (plan.GetProperty("plan").Text("keep"), plan.GetProperty("plan").Text("stop")));
        Assert.Equal(2, plan.GetProperty("plan").GetProperty("lostClientCommits").GetInt64());
        Assert.Equal(
            ["keep-branch", "fence", "complete-branch", "verify"],
            plan.GetProperty("plan").GetProperty("steps").EnumerateArray().Select(step => step.Text("kind")!)
        );
        Assert.Equal(0, plan.GetProperty("refusals").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, plan.GetProperty("objection").ValueKind);
        Assert.Equal(JsonValueKind.Null, plan.GetProperty("run").ValueKind);
    }

    [Fact]
    public async Task The_hash_stays_while_the_loser_writes_on()
    {
        var before = (await PlanAsync()).Text("hash");
        _server.Feed.Publish(SplitLooks.At(Stories.Start.AddSeconds(1), "0/5009000"));
        Assert.Equal(before, (await PlanAsync()).Text("hash"));
    }

    [Fact]
    public async Task Why_there_is_no_plan_is_said()
    {
        var wrong = await PlanAsync("?keep=db1");
        Assert.Equal(JsonValueKind.Null, wrong.GetProperty("plan").ValueKind);
        var refusal = Assert.Single(wrong.GetProperty("refusals").EnumerateArray());
        Assert.Equal("against-the-evidence", refusal.Text("code"));

        var (status, missing) = await _server.AsAnna(HttpMethod.Get, "/api/v1/clusters/none/plan");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.StartsWith("There is no cluster 'none'.", missing.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_means_nothing_is_planned()
    {
        await using var bare = await WebServer.Start(_time, "orders");
        bare.Feed.Publish(SplitLooks.At(Stories.Start));
        var (_, plan) = await bare.AsAnna(HttpMethod.Get, Path);
        Assert.Equal(
            ["branch-not-kept", "no-fence"],
            plan.GetProperty("refusals").EnumerateArray().Select(refusal => refusal.Text("code")!)
        );
    }

    [Fact]
    public async Task Observing_shows_a_plan_and_refuses_to_carry_it_out()
    {
        Allow(RepairMode.Observe);
        var plan = await PlanAsync();
        Assert.Equal("observe", plan.Text("mode"));
        var (status, refused) = await ApproveAsync(plan.Text("hash"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(
            "'repair: observe' holds for orders: plans are shown and not carried out. 'repair: propose' in the "
                + "configuration allows it.",
            refused.Error()
        );
        Assert.Equal(plan.Text("objection"), refused.Error());
        Assert.Empty(_server.Acts.Audit(null, 9));
    }

    [Fact]
    public async Task The_switch_stops_everything()
    {
        var hash = (await PlanAsync()).Text("hash");
        _server.Repairs.Rules.IsOff = true;
        var (status, refused) = await ApproveAsync(hash);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith("Repairs are switched off: 'repair: off'", refused.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_approves_has_to_be_known_may_act_and_says_why()
    {
        var hash = (await PlanAsync()).Text("hash");
        var body = $$"""{"hash":"{{hash}}","reason":"x"}""";
        var (unknown, _, _) = await _server.Send(HttpMethod.Post, Path, ActClient.Json(body));
        var (reader, _, _) = await _server.Send(
            HttpMethod.Post,
            Path,
            ActClient.Json(body),
            $"Authorization: Bearer {WebServer.ReaderToken}"
        );
        var (foreign, _, _) = await _server.Send(
            HttpMethod.Post,
            Path,
            ActClient.Json(body),
            $"Authorization: Bearer {WebServer.Token}",
            "Sec-Fetch-Site: cross-site"
        );
        Assert.Equal([401, 403, 403], [(int)unknown, (int)reader, (int)foreign]);
        var (silent, why) = await ApproveAsync(hash, " ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent);
        Assert.Equal("Say why: the reason is kept in the audit log.", why.Error());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ApproveAsync(hash, new string('x', 1001))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.AsAnna(HttpMethod.Post, Path, "{}")).Status);
        Assert.Empty(_server.Acts.Audit(null, 9));
    }

    [Fact]
    public async Task An_old_plan_is_refused_and_what_has_changed_is_said()
    {
        var alone = SplitLooks.At(Stories.Start, members: 2);
        _server.Feed.Publish(alone);
        var hash = (await PlanAsync("?keep=db2")).Text("hash");
        var (_, kept) = await _server.AsAnna(
            HttpMethod.Post,
            Path,
            $$"""{"hash":"{{hash}}","reason":"x","keep":"db1"}"""
        );
        Assert.StartsWith("That is not the plan of now", kept.Error(), StringComparison.Ordinal);
        var changes = kept.GetProperty("errors").EnumerateArray().Select(one => one.GetString()!).ToArray();
        Assert.Contains(changes, line => line.StartsWith("It was: keep db2 at db2:5432", StringComparison.Ordinal));
        Assert.Contains(changes, line => line.StartsWith("It is: keep db1 at db1:5432", StringComparison.Ordinal));

        var (_, never) = await ApproveAsync("0123456789abcdef", keep: "db2");
        Assert.Contains(
            "Nobody here has seen a plan with the hash 0123456789abcdef.",
            never.GetProperty("errors").EnumerateArray().Select(one => one.GetString())
        );
        var (_, none) = await ApproveAsync(hash);
        Assert.Equal("There is no plan now.", none.Error());
        Assert.Empty(_server.Acts.Audit(null, 9));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_not_stopped_and_every_step_is_written_down()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _server.AsAnna(HttpMethod.Get, Repair)).Status);
        var (status, begun) = await ApproveAsync((await PlanAsync()).Text("hash"), "  db1 came back  ");
        Assert.Equal((HttpStatusCode.OK, "running"), (status, begun.Text("state")));
        var ended = await EndedAsync();

        Assert.Equal(
            ("stopped", "anna", "db1 came back"),
            (ended.Text("state"), ended.Text("approvedBy"), ended.Text("reason"))
        );
        Assert.Equal("Stopped at step 1, keep-branch: The disk is full.", ended.Text("outcome"));
        Assert.Equal(
            ["failed", "waiting", "waiting", "waiting"],
            ended.GetProperty("steps").EnumerateArray().Select(step => step.Text("state")!)
        );
        Assert.Equal(
            ["repair.end", "repair.step", "repair.step", "repair.approve"],
            _server.Acts.Audit(null, 9).Select(entry => entry.Act)
        );
        Assert.All(_server.Acts.Audit(null, 9), entry => Assert.Equal("orders/multiple-primaries/0", entry.Target));

        // Nothing was stopped, so that the next one need not wait.
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync((await PlanAsync()).Text("hash"))).Status);
        await EndedAsync();
    }

    const string Repair = "/api/v1/clusters/orders/repair";

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

    async Task<JsonElement> PlanAsync(string query = "") =>
        (await _server.AsAnna(HttpMethod.Get, $"{Path}{query}")).Json;

    Task<(HttpStatusCode Status, JsonElement Json)> ApproveAsync(
        string? hash,
        string reason = "db1 came back",
        string? keep = null
    ) =>
        _server.AsAnna(
            HttpMethod.Post,
            Path,
            JsonSerializer.Serialize(
                new
                {
                    hash,
                    reason,
                    keep,
                },
                JsonSerializerOptions.Web
            )
        );

    /// <summary>A run acts on looks that were begun after its steps: they come as time goes on.</summary>
    async Task<JsonElement> EndedAsync()
    {
        JsonElement run = default;
        await Eventually.Holds(
            async () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                _server.Feed.Publish(SplitLooks.At(_time.GetUtcNow()));
                run = (await _server.AsAnna(HttpMethod.Get, Repair)).Json;
                return run.Text("state") != "running";
            },
            "the run has ended"
        );
        return run;
    }
}
