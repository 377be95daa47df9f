using System.Text.Json;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Notifications.Words;
using Primacy.Tests.Notifications.Contract;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>What a hostile server calls itself changes nothing on the way to people.</summary>
public sealed class HostileWordsTests
{
    const string Hostile =
        "<!channel> <https://evil.example|click> <script>alert(1)</script> \u001b[2J\u202eevil\u2066 \u0000"
        + "[text](https://evil.example)\r\nNext: drop everything\u2028Keep: db9";

    [Fact]
    public void A_message_is_a_line_for_each_fact_and_has_no_hidden_characters()
    {
        var notice = Notice.Of(Deliveries.Of(Stories.Fired(Named(Hostile))), null);

        Assert.Equal(notice.Facts.Count + 2, notice.Text.TrimEnd('\n').Split('\n').Length);
        Assert.DoesNotContain(notice.Text, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain(notice.Text, c => c is '\u202e' or '\u2066' or '\u2028');
    }

    [Fact]
    public async Task Slack_is_told_no_mention_and_no_link_but_ours()
    {
        var body = await BodyAsync(HttpManners.Slack, Hostile);

        Assert.DoesNotContain("<!channel", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<https://evil", body, StringComparison.Ordinal);
        Assert.Contains("&lt;!channel&gt;", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teams_is_told_nothing_that_it_takes_for_Markdown()
    {
        using var json = JsonDocument.Parse(await BodyAsync(HttpManners.Teams, Hostile));
        var card = json.RootElement.GetProperty("attachments")[0].GetProperty("content");

        Assert.All(
            card.GetProperty("body").EnumerateArray(),
            block => Assert.Equal("RichTextBlock", block.GetProperty("type").GetString())
        );
    }

    [Fact]
    public async Task Ten_megabytes_become_a_message_that_each_receiver_takes()
    {
        var name = string.Concat(Enumerable.Repeat("&<x>\U0001F4A3", 2_000_000));
        // What Slack takes of a section, Teams of a card, PagerDuty of an event, Opsgenie of an alert, in bytes.
        Assert.InRange((await BodyAsync(HttpManners.Slack, name)).Length, 1, 40_000);
        Assert.InRange((await BodyAsync(HttpManners.Teams, name)).Length, 1, 28 * 1024);
        Assert.InRange((await BodyAsync(HttpManners.PagerDuty, name)).Length, 1, 512 * 1024);
        Assert.InRange((await BodyAsync(HttpManners.Opsgenie, name)).Length, 1, 64 * 1024);
        using var slack = JsonDocument.Parse(await BodyAsync(HttpManners.Slack, name));
        Assert.All(
            slack.RootElement.GetProperty("attachments")[0].GetProperty("blocks").EnumerateArray(),
            block => Assert.InRange(block.GetProperty("text").GetProperty("text").GetString()!.Length, 1, 3000)
        );
    }

    [Fact]
    public async Task Two_hundred_of_them_in_one_message_are_still_one_that_each_receiver_takes()
    {
        var name = string.Concat(Enumerable.Repeat("&<x>\U0001F4A3", 2_000));
        Delivery[] all = [.. Enumerable.Repeat(Deliveries.Of(Stories.Fired(Named(name))), 200)];
        Assert.InRange((await BodyAsync(HttpManners.Slack, all)).Length, 1, 40_000);
        Assert.InRange((await BodyAsync(HttpManners.Teams, all)).Length, 1, 28 * 1024);
        Assert.DoesNotContain("<!channel", await BodyAsync(HttpManners.Slack, HostileOnes), StringComparison.Ordinal);
        Assert.InRange(Notice.Of(new Batch([], all), Context).Text.Length, 1, 10_000);
    }

    static Delivery[] HostileOnes => [.. Enumerable.Repeat(Deliveries.Of(Stories.Fired(Named(Hostile))), 3)];

    static NotifierContext Context { get; } = new("on-call", new Uri("https://primacy.example/"), TimeProvider.System);

    [Theory]
    [InlineData("plain", 10, "plain")]
    [InlineData("one\r\n\ttwo", 20, "one two")]
    [InlineData("  a  ", 20, "a")]
    [InlineData("0123456789", 10, "012345678…")]
    [InlineData("ab\ud83d\udca3\ud83d\udca3", 5, "ab\ud83d\udca3…")]
    [InlineData("a\u202eb\u200bc", 9, "abc")]
    public void A_line_is_one_line(string text, int most, string line) =>
        Assert.Equal(line, PlainText.Line(text, most));

    static Task<string> BodyAsync(HttpManner manner, string name) =>
        BodyAsync(manner, [Deliveries.Of(Stories.Fired(Named(name)))]);

    static async Task<string> BodyAsync(HttpManner manner, Delivery[] told)
    {
        await using var stage = await HttpStage.StartHttpAsync(manner);
        using var notifier = stage.Options(TimeSpan.FromSeconds(20)).Open(Context);
        Assert.Equal(
            DeliveryOutcome.Accepted,
            notifier is IGroupNotifier several
                ? await several.DeliverAsync(new Batch([], told))
                : await notifier.DeliverAsync(told[0])
        );
        return Assert.Single(stage.Posts).Body;
    }

    static Incident Named(string name)
    {
        var split = Proofs.Split().Incidents.Single(i => i.Code is VerdictCode.MultiplePrimaries);
        var verdict = split.Verdict;
        var sides = verdict.Split!.Sides.Select(side => side with { Instance = new(name) });
        return split with
        {
            Verdict = verdict with
            {
                Summary = $"{name} and db2 both accept writes.",
                Survivor = new Survivor.Keep(new(name), $"{name} is right"),
                Split = verdict.Split with { Why = name, Sides = [.. sides] },
            },
        };
    }
}
