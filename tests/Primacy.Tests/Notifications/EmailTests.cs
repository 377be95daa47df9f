using MimeKit;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Notifications.Email;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>With a real mail server.</summary>
public sealed class EmailTests : IAsyncLifetime
{
    readonly TemporaryDirectory _directory = new();
    readonly NotifierContext _context = new("duty", new Uri("https://primacy.example/"), TimeProvider.System);

    public ValueTask InitializeAsync()
    {
        MailServer.Need();
        return default;
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return default;
    }

    [Theory]
    [InlineData("startTls", nameof(MailSecurity.StartTls))]
    [InlineData("implicit", nameof(MailSecurity.Implicit))]
    public async Task A_mail_goes_by_TLS_and_login_as_text_that_is_not_harmed(string tls, string security)
    {
        using var server = await MailServer.StartAsync(tls);
        var firing = Stories.Firing("orders");
        var told = firing with { Verdict = firing.Verdict with { Summary = ".Prüfung → " + new string('x', 990) } };

        Assert.Equal(DeliveryOutcome.Accepted, await SendAsync(Options(server, security), Stories.Fired(told)));
        var mail = Assert.Single(server.Mails);
        Assert.Equal("[FIRING] orders: multiple-primaries", mail.Subject);
        Assert.StartsWith(".Prüfung → xxx", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://primacy.example/clusters/orders", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mails_of_an_incident_are_one_thread()
    {
        using var server = await MailServer.StartAsync("startTls");
        var options = Options(server);
        var firing = Stories.Firing("orders");
        await SendAsync(options, Stories.Fired(firing));
        await SendAsync(options, new IncidentEvent(IncidentEventKind.Changed, Stories.Start.AddSeconds(2), firing));
        await SendAsync(options, Stories.Ended(Stories.Resolved(firing)));

        var mails = server.Mails.OrderBy(mail => mail.References.Count).ToArray();
        Assert.Equal(3, mails.Select(mail => mail.MessageId).Distinct().Count());
        Assert.All(mails.Skip(1), mail => Assert.Equal(mails[0].MessageId, mail.InReplyTo));
        Assert.Contains(mails, mail => mail.Subject!.StartsWith("[RESOLVED]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted_with_the_password()
    {
        using var server = await MailServer.StartAsync("startTls");

        var outcome = await SendAsync(
            Options(server) with
            {
                TrustedRoots = null,
            },
            Stories.Fired(Stories.Firing("orders"))
        );

        Assert.StartsWith("cannot be reached: TLS failed", Why(outcome), StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_not_trusted()
    {
        using var server = await MailServer.StartAsync("startTls");

        var outcome = await SendAsync(
            Options(server) with
            {
                Host = "127.0.0.1",
            },
            Stories.Fired(Stories.Firing("orders"))
        );

        Assert.StartsWith("cannot be reached: TLS failed", Why(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_offers_no_TLS_is_not_used_without_it()
    {
        using var server = await MailServer.StartAsync("none");

        var outcome = await SendAsync(Options(server), Stories.Fired(Stories.Firing("orders")));

        Assert.IsType<DeliveryOutcome.Refused>(outcome);
        Assert.Contains("STARTTLS", Why(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_a_refusal()
    {
        using var server = await MailServer.StartAsync("startTls");

        var outcome = await SendAsync(
            Options(server) with
            {
                Password = Secret.Of("another-password"),
            },
            Stories.Fired(Stories.Firing("orders"))
        );

        Assert.IsType<DeliveryOutcome.Refused>(outcome);
        Assert.DoesNotContain("another-password", Why(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_file_is_read_at_each_mail()
    {
        using var server = await MailServer.StartAsync("startTls");
        var file = _directory["password"];
        var options = Options(server) with { Password = Secret.InFile(file) };
        Assert.Contains(file, Why(await SendAsync(options, Stories.Fired(Stories.Firing("orders")))));

        await File.WriteAllTextAsync(file, $"{MailServer.Password}\n", TestContext.Current.CancellationToken);
        Assert.Equal(DeliveryOutcome.Accepted, await SendAsync(options, Stories.Fired(Stories.Firing("orders"))));
    }

    [Fact]
    public async Task One_address_that_is_refused_keeps_the_mail_from_nobody_else()
    {
        using var server = await MailServer.StartAsync("startTls");
        var some = Options(server) with { To = ["nobody@example.com", "duty@example.com"] };
        var none = Options(server) with { To = ["nobody@example.com", "nobody-else@example.com"] };

        var taken = await SendAsync(some, Stories.Fired(Stories.Firing("orders")));
        Assert.Equal(
            "refused nobody@example.com: 5.1.1 no such person",
            Assert.IsType<DeliveryOutcome.Taken>(taken).But
        );
        Assert.Single(server.Mails);
        var refused = await SendAsync(none, Stories.Fired(Stories.Firing("orders")));
        Assert.IsType<DeliveryOutcome.Refused>(refused);
        Assert.Contains("no such person", Why(refused), StringComparison.Ordinal);
    }

    async Task<DeliveryOutcome> SendAsync(EmailOptions options, IncidentEvent happened)
    {
        using var notifier = options.Open(_context);
        return await notifier.DeliverAsync(Deliveries.Of(happened));
    }

    static string Why(DeliveryOutcome outcome) =>
        outcome switch
        {
            DeliveryOutcome.Failed failed => failed.Why,
            DeliveryOutcome.Refused refused => refused.Why,
            _ => "",
        };

    static EmailOptions Options(MailServer server, string security = nameof(MailSecurity.StartTls)) =>
        new()
        {
            Host = "localhost",
            Port = server.Port,
            From = "primacy@example.com",
            To = ["duty@example.com"],
            Security = Enum.Parse<MailSecurity>(security),
            TrustedRoots = server.Roots,
            Username = MailServer.User,
            Password = Secret.Of(MailServer.Password),
            Timeout = TimeSpan.FromSeconds(20),
        };
}
