using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Notifications.Email;
using Primacy.Notifications.Words;
using Primacy.Tests.Notifications.Contract;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>What a message says that stands for several incidents.</summary>
public sealed class GroupWordsTests
{
    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    static NotifierContext Context { get; } =
        new("on-call", new Uri("https://primacy.example/"), new FakeTimeProvider(Stories.Start));

    [Fact]
    public void It_counts_them_lists_the_worst_and_names_the_others()
    {
        var notice = Notice.Of(DeadRack(26), Context);

        Golden.Verify("group", $"{notice.Title}\n\n{notice.Text}");
        Assert.Equal(VerdictCode.MultiplePrimaries, notice.Incident.Code);
        Assert.False(notice.IsOver);
    }

    [Fact]
    public void Own_words_are_filled_in_for_each_and_what_has_no_room_is_counted()
    {
        var notice = Notice.Of(DeadRack(26), Context with { Words = OwnWordsTests.Example });

        Assert.StartsWith(
            "<!here> FIRING: c0 has multiple-primaries (and 25 more)",
            notice.Title,
            StringComparison.Ordinal
        );
        Assert.Matches("\n\nAnd [1-9][0-9]? more: c[0-9]+, ", notice.Text);
        Assert.InRange(notice.Text.Length, 1, 4000);
    }

    [Fact]
    public void What_is_over_at_one_cluster_leads_to_its_page_and_looks_like_it()
    {
        var over = Stories.Ended(Stories.Resolved(Stories.Firing("orders")));
        var notice = Notice.Of(new Batch([], [Deliveries.Of(over), Deliveries.Of(over)]), Context);

        Assert.Equal("[RESOLVED] 2 incidents at orders", notice.Title);
        Assert.Equal("https://primacy.example/clusters/orders", notice.Link?.AbsoluteUri);
        Assert.True(notice.IsOver);
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("teams")]
    [InlineData("webhook")]
    public async Task A_message_for_several_is_sent_as_accepted(string name)
    {
        var manner = name switch
        {
            "slack" => HttpManners.Slack,
            "teams" => HttpManners.Teams,
            _ => HttpManners.Webhook,
        };
        await using var stage = await HttpStage.StartHttpAsync(manner);
        using var notifier = (IGroupNotifier)stage.Options(TimeSpan.FromSeconds(20)).Open(Context);

        Assert.Equal(DeliveryOutcome.Accepted, await notifier.DeliverAsync(DeadRack(3)));

        using var json = JsonDocument.Parse(Assert.Single(stage.Posts).Body);
        Golden.Verify($"group-{name}", JsonSerializer.Serialize(json.RootElement, Indented));
    }

    [Fact]
    public void A_mail_for_several_belongs_to_the_thread_of_each()
    {
        var options = new EmailOptions
        {
            Host = "mail.example",
            Port = 587,
            From = "primacy@example.com",
            To = ["duty@example.com"],
        };
        var (batch, split) = (DeadRack(3), Stories.Firing("c0"));

        using var mail = Mail.Of(batch, options, Context);
        using var first = Mail.Of(Batch.Of(Deliveries.Of(Stories.Fired(split))), options, Context);
        using var again = Mail.Of(batch, options, Context);

        Assert.Contains(first.MessageId, mail.References);
        Assert.Equal(3, mail.References.Count);
        Assert.NotEqual(first.MessageId, mail.MessageId);
        Assert.Equal(again.MessageId, mail.MessageId);
        Assert.Equal(3, mail.Headers.Count(header => header.Field == "X-Primacy-Incident"));
    }

    /// <summary>A split, primaries that are out of sight, and one incident that is over already, worst last.</summary>
    static Batch DeadRack(int count) =>
        new(
            [new("rack", "r7")],
            Enumerable
                .Range(0, count)
                .Reverse()
                .Select(number =>
                    Deliveries.Of(
                        number == 0 ? Stories.Fired(Stories.Firing("c0"))
                        : number == count - 1 ? Stories.Ended(Stories.Resolved(Unreachable(number)))
                        : Stories.Fired(Unreachable(number))
                    )
                )
        );

    static Incident Unreachable(int number) =>
        Stories.Firing($"c{number}", number) with
        {
            Key = $"c{number}/primary-unreachable/0",
            Verdict = new Verdict
            {
                Code = VerdictCode.PrimaryUnreachable,
                Summary = $"db{number} cannot be reached, while its standbys still stream from it.",
            },
        };
}
