using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Notifications.Email;
using Primacy.Tests.Notifications.Contract;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>What each receiver is sent, to the letter.</summary>
public sealed class ReceiverShapeTests
{
    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Names() => ["slack", "teams", "pagerduty", "opsgenie", "alertmanager"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_split_that_fires_and_ends_is_sent_as_accepted(string name)
    {
        await using var stage = await HttpStage.StartHttpAsync(Manner(name));
        var split = Proofs.Split().Incidents.Single(i => i.Code is VerdictCode.MultiplePrimaries);
        var over = split with { Phase = IncidentPhase.Resolved, ResolvedAt = split.Since.AddMinutes(7) };

        await DeliverAsync(stage, Stories.Fired(split), Stories.Ended(over));

        Golden.Verify($"receiver-{name}", string.Join("\n\n", stage.Posts.Select(Words)));
    }

    [Fact]
    public void A_mail_reads_as_accepted()
    {
        var split = Proofs.Split().Incidents.Single(i => i.Code is VerdictCode.MultiplePrimaries);
        var options = new EmailOptions
        {
            Host = "mail.example",
            Port = 587,
            From = "Primacy <primacy@example.com>",
            To = ["duty@example.com", "dba@example.com"],
        };

        using var mail = Mail.Of(Batch.Of(Deliveries.Of(Stories.Fired(split))), options, Context);

        Assert.Equal(
            mail.MessageId,
            Mail.Of(Batch.Of(Deliveries.Of(Stories.Fired(split))), options, Context).MessageId
        );
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes, TestContext.Current.CancellationToken);
        Golden.Verify("receiver-email", System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
    }

    static NotifierContext Context { get; } =
        new("on-call", new Uri("https://primacy.example/"), new FakeTimeProvider(Stories.Start));

    [Theory]
    [InlineData("slack")]
    [InlineData("teams")]
    [InlineData("pagerduty")]
    [InlineData("opsgenie")]
    public async Task Own_words_are_sent_as_accepted(string name)
    {
        await using var stage = await HttpStage.StartHttpAsync(Manner(name));
        var split = Proofs.Split().Incidents.Single(i => i.Code is VerdictCode.MultiplePrimaries);
        using var notifier = stage
            .Options(TimeSpan.FromSeconds(20))
            .Open(Context with { Words = OwnWordsTests.Example });

        await notifier.DeliverAsync(Deliveries.Of(Stories.Fired(split)));

        Golden.Verify($"own-words-{name}", string.Join("\n\n", stage.Posts.Select(Words)));
    }

    static HttpManner Manner(string name) =>
        name switch
        {
            "slack" => HttpManners.Slack,
            "teams" => HttpManners.Teams,
            "pagerduty" => HttpManners.PagerDuty,
            "opsgenie" => HttpManners.Opsgenie,
            _ => HttpManners.Alertmanager,
        };

    static async Task DeliverAsync(HttpStage stage, params IncidentEvent[] events)
    {
        using var notifier = stage.Options(TimeSpan.FromSeconds(20)).Open(Context);
        foreach (var happened in events)
            Assert.Equal(DeliveryOutcome.Accepted, await notifier.DeliverAsync(Deliveries.Of(happened)));
    }

    static string Words(HttpPosted post)
    {
        using var json = JsonDocument.Parse(post.Body);
        var login = post.Headers.GetValueOrDefault("Authorization", "none");
        return $"POST {post.Path}\nContent-Type: {post.Headers["Content-Type"]}\nAuthorization: {login}\n\n"
            + JsonSerializer.Serialize(json.RootElement, Indented);
    }
}
