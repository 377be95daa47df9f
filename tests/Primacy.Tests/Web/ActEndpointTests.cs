using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Web;

/// <summary>Silences, acknowledgements, maintenance and the audit log over HTTP.</summary>
public sealed class ActEndpointTests : IAsyncLifetime
{
    const string Silences = "/api/v1/silences";
    const string Key = "orders%2Fmultiple-primaries%2F0";

    readonly FakeTimeProvider _time = new(Stories.Start);
    WebServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.Start(_time, "orders");
        _server.Access = WebServer.Tokens;
        _server.History = [Stories.Firing("orders")];
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_silence_is_added_seen_and_expired()
    {
        var (status, added) = await Add("cluster", "orders");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("active", "anna"), (added.Text("state"), added.Text("createdBy")));

        var listed = Assert.Single((await _server.AsAnna(HttpMethod.Get, Silences)).Json.EnumerateArray());
        Assert.Equal(added.GetRawText(), listed.GetRawText());
        var muted = (await Incident()).GetProperty("muted");
        Assert.Equal(("silence", added.Text("id")), (muted.Text("kind"), muted.Text("id")));

        _time.Advance(TimeSpan.FromMinutes(5));
        var one = $"{Silences}/{added.Text("id")}";
        var (_, ended) = await _server.AsAnna(HttpMethod.Delete, $"{one}?why=it%20is%20done");
        Assert.Equal(
            ("expired", _time.GetUtcNow()),
            (ended.Text("state"), ended.GetProperty("endsAt").GetDateTimeOffset())
        );
        Assert.Empty((await _server.AsAnna(HttpMethod.Get, Silences)).Json.EnumerateArray());
        Assert.Single((await _server.AsAnna(HttpMethod.Get, $"{Silences}?all=true")).Json.EnumerateArray());
        Assert.Equal(ended.GetRawText(), (await _server.AsAnna(HttpMethod.Get, one)).Json.GetRawText());
        Assert.Equal(JsonValueKind.Null, (await Incident()).GetProperty("muted").ValueKind);
    }

    [Theory]
    [InlineData("""{"matchers":[],"endsAt":"2026-03-01T04:00:00Z","comment":"x"}""", 422, "needs 'matchers'")]
    [InlineData("""{"matchers":[{"name":"cluster","value":"a"}],"endsAt":"2026-03-01T04:00:00Z"}""", 400, "comment")]
    [InlineData("""{"matchers":[{"name":"cluster","value":"a"}],"comment":"x"}""", 400, "endsAt")]
    [InlineData(
        """{"matchers":[{"name":"cluster","value":"a"}],"endsAt":"2026-03-01T02:00:00Z","comment":" "}""",
        422,
        "'comment' is empty"
    )]
    [InlineData(
        """{"matchers":[{"name":"cluster","value":"a"}],"endsAt":"2036-03-01T02:00:00Z","comment":"x"}""",
        422,
        "more than 366 days"
    )]
    [InlineData("""{"matchers":null,"endsAt":"2026-03-01T04:00:00Z","comment":"x"}""", 400, "matchers")]
    [InlineData("""{"startAt":"2026-03-01T04:00:00Z"}""", 400, "startAt")]
    [InlineData("nonsense", 400, "not what is asked for")]
    [InlineData("null", 400, "null")]
    public async Task A_wrong_silence_is_refused_with_the_reason(string body, int expected, string reason)
    {
        var (status, json) = await _server.AsAnna(HttpMethod.Post, Silences, body);

        Assert.Equal(expected, (int)status);
        Assert.Contains(reason, json.Error(), StringComparison.Ordinal);
        Assert.DoesNotContain("Primacy.", json.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(_server.Acts.Mutes.Silences);
        Assert.Empty(_server.Acts.Audit(null, 9));
    }

    [Fact]
    public async Task What_is_no_json_or_too_much_is_refused()
    {
        var form = new FormUrlEncodedContent([new("comment", "x")]);
        var header = $"Authorization: Bearer {WebServer.Token}";
        Assert.Equal(415, (int)(await _server.Send(HttpMethod.Post, Silences, form, header)).Status);
        var large = ActClient.Json($"\"{new string('x', 70_000)}\"");
        Assert.Equal(413, (int)(await _server.Send(HttpMethod.Post, Silences, large, header)).Status);
    }

    [Fact]
    public async Task An_incident_is_acknowledged_under_its_key()
    {
        var path = $"/api/v1/incidents/{Key}/acknowledgement";
        Assert.Equal(HttpStatusCode.NotFound, (await _server.AsAnna(HttpMethod.Get, path)).Status);
        var body = """{"why":"I am on it","until":"2026-03-01T06:00:00+02:00"}""";
        var (status, known) = await _server.AsAnna(HttpMethod.Put, path, body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """
            {"incident":"orders/multiple-primaries/0","by":"anna","why":"I am on it","at":"2026-03-01T03:00:00+00:00","until":"2026-03-01T04:00:00+00:00"}
            """,
            known.GetRawText()
        );
        Assert.Equal(known.GetRawText(), (await Incident()).GetProperty("acknowledgement").GetRawText());
        Assert.Equal("acknowledgement", (await Incident()).GetProperty("muted").Text("kind"));
        Assert.Equal(HttpStatusCode.OK, (await _server.AsAnna(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.AsAnna(HttpMethod.Delete, path)).Status);
        Assert.Equal(JsonValueKind.Null, (await Incident()).GetProperty("acknowledgement").ValueKind);

        var (missing, why) = await _server.AsAnna(HttpMethod.Put, "/api/v1/incidents/none/acknowledgement", body);
        Assert.Equal(HttpStatusCode.NotFound, missing);
        Assert.StartsWith("There is no incident 'none'.", why.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_over_cannot_be_acknowledged()
    {
        _server.History = [Stories.Resolved(Stories.Firing("orders"))];
        var body = """{"why":"I am on it","until":"2026-03-01T04:00:00Z"}""";

        var (status, json) = await _server.AsAnna(HttpMethod.Put, $"/api/v1/incidents/{Key}/acknowledgement", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("is over", json.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_is_planned_seen_and_ended()
    {
        const string Path = "/api/v1/maintenance";
        var body =
            """{"cluster":"orders","from":"2026-03-01T03:30:00Z","until":"2026-03-01T05:00:00Z","reason":"patches"}""";
        var (status, window) = await _server.AsAnna(HttpMethod.Post, Path, body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("pending", "anna"), (window.Text("state"), window.Text("by")));
        Assert.Single((await _server.AsAnna(HttpMethod.Get, Path)).Json.EnumerateArray());
        var (_, ended) = await _server.AsAnna(HttpMethod.Delete, $"{Path}/{window.Text("id")}");
        Assert.Equal("expired", ended.Text("state"));
        Assert.Empty((await _server.AsAnna(HttpMethod.Get, Path)).Json.EnumerateArray());

        var other = body.Replace("orders", "stock", StringComparison.Ordinal);
        var (refused, json) = await _server.AsAnna(HttpMethod.Post, Path, other);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused);
        Assert.StartsWith("There is no cluster 'stock'.", json.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_act_is_in_the_audit_log_and_what_was_refused_is_not()
    {
        var id = (await Add("cluster", "orders")).Json.Text("id");
        await Add("cluster", "");
        await _server.AsAnna(HttpMethod.Delete, $"{Silences}/{id}?why=done");
        await _server.AsAnna(HttpMethod.Delete, $"{Silences}/{id}?why=again");

        var (_, audit) = await _server.AsAnna(HttpMethod.Get, "/api/v1/audit");
        Assert.Equal(
            [$"2 anna token 127.0.0.1 silence.expire {id} done", $"1 anna token 127.0.0.1 silence.add {id} the switch"],
            audit
                .EnumerateArray()
                .Select(entry =>
                    $"{entry.GetProperty("id")} {entry.Text("actor")} {entry.Text("how")} {entry.Text("from")} "
                    + $"{entry.Text("act")} {entry.Text("target")} {entry.Text("why")}"
                )
        );
    }

    [Theory]
    [InlineData("/api/v1/audit")]
    [InlineData("/api/v1/silences")]
    [InlineData("/api/v1/incidents")]
    public async Task A_list_that_grows_is_read_part_by_part(string path)
    {
        _server.History = [.. Enumerable.Range(0, 5).Select(number => Stories.Firing("orders", number))];
        for (var number = 0; number < 5; number++)
            await Add("cluster", "orders");
        var all = (await _server.AsAnna(HttpMethod.Get, path)).Json.EnumerateArray().Select(one => one.GetRawText());

        var (parts, next) = (new List<string>(), $"{path}?limit=2");
        while (next.Length > 0)
        {
            var (_, text, answer) = await _server.Send(HttpMethod.Get, next, null);
            parts.AddRange(JsonDocument.Parse(text).RootElement.EnumerateArray().Select(one => one.GetRawText()));
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : "";
        }
        Assert.Equal(all, parts);
        Assert.Equal(5, parts.Count);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.AsAnna(HttpMethod.Get, $"{path}?limit=0")).Status);
    }

    Task<(HttpStatusCode Status, JsonElement Json)> Add(string name, string value) =>
        _server.AsAnna(
            HttpMethod.Post,
            Silences,
            $$"""
            {"matchers":[{"name":"{{name}}","value":"{{value}}"}],"endsAt":"2026-03-01T04:00:00Z","comment":"the switch"}
            """
        );

    async Task<JsonElement> Incident() =>
        (await _server.AsAnna(HttpMethod.Get, "/api/v1/incidents")).Json.EnumerateArray().Single();
}
