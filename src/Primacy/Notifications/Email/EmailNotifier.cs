using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Primacy.Notifications.Words;

namespace Primacy.Notifications.Email;

/// <summary>Sends a mail for each event, by a session of its own.</summary>
internal sealed class EmailNotifier(EmailOptions options, NotifierContext context) : IGroupNotifier
{
    const int PermanentFrom = 500;

    public async Task<DeliveryOutcome> DeliverAsync(Batch batch)
    {
        var (password, fault) = ("", "");
        if (options.Password is { } secret && !secret.TryRead(out password, out fault))
            return new DeliveryOutcome.Refused(fault);
        using var late = new CancellationTokenSource(options.Timeout, context.Time);
        try
        {
            return await SendAsync(batch, password, late.Token);
        }
        catch (Exception e) when (Outcome(e) is { } outcome)
        {
            return Hidden(outcome, password);
        }
    }

    public void Dispose() { }

    async Task<DeliveryOutcome> SendAsync(Batch batch, string password, CancellationToken late)
    {
        using var mail = Mail.Of(batch, options, context);
        using var client = new MailClient(options.TrustedRoots);
        await client.ConnectAsync(options.Host, options.Port, Socket(options.Security), late);
        if (options.Username is { } user)
            await client.AuthenticateAsync(user, password, late);
        try
        {
            await client.SendAsync(mail, late);
        }
        catch (SmtpCommandException) when (client.Refusals.Count == options.To.Count)
        {
            var (_, response) = client.Refusals[^1];
            return Hidden(Answered((int)response.StatusCode, response.Response), password);
        }
        await LeaveAsync(client, late);
        return client.Refusals is [var (address, words), ..]
            ? new DeliveryOutcome.Taken(Line($"refused {address}: {words.Response}", password))
            : DeliveryOutcome.Accepted;
    }

    /// <summary>The mail is taken, whatever comes of the farewell.</summary>
    static async Task LeaveAsync(MailClient client, CancellationToken late)
    {
        try
        {
            await client.DisconnectAsync(quit: true, late);
        }
        catch (Exception e) when (Outcome(e) is { }) { }
    }

    static SecureSocketOptions Socket(MailSecurity security) =>
        security switch
        {
            MailSecurity.Implicit => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };

    /// <summary>What a fault means; null when it is none of the mail server or of the way to it.</summary>
    static DeliveryOutcome? Outcome(Exception exception) =>
        exception switch
        {
            SmtpCommandException command => Answered((int)command.StatusCode, command.Message),
            ServiceNotAuthenticatedException => new DeliveryOutcome.Refused("wants a login before it takes mail"),
            AuthenticationException { InnerException: SmtpCommandException command } => Answered(
                (int)command.StatusCode,
                command.Message
            ),
            AuthenticationException login => new DeliveryOutcome.Refused($"refused the login: {login.Message}"),
            SslHandshakeException tls => new DeliveryOutcome.Failed(
                $"cannot be reached: TLS failed: {tls.GetBaseException().Message}"
            ),
            NotSupportedException => new DeliveryOutcome.Refused("offers no STARTTLS, or no login: see 'tls'"),
            OperationCanceledException => new DeliveryOutcome.Failed("did not take the mail in time"),
            SocketException or IOException => new DeliveryOutcome.Failed($"cannot be reached: {exception.Message}"),
            CryptographicException => new DeliveryOutcome.Refused($"cannot be trusted: {exception.Message}"),
            ProtocolException or ServiceNotConnectedException => new DeliveryOutcome.Failed(
                $"does not speak SMTP as it should: {exception.Message}"
            ),
            _ => null,
        };

    /// <summary>See https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1: 4 passes, 5 does not.</summary>
    static DeliveryOutcome Answered(int code, string words) =>
        code >= PermanentFrom
            ? new DeliveryOutcome.Refused($"refused it with SMTP {code}: {words}")
            : new DeliveryOutcome.Failed($"answered SMTP {code}: {words}");

    static DeliveryOutcome Hidden(DeliveryOutcome outcome, string password) =>
        outcome switch
        {
            DeliveryOutcome.Failed failed => failed with { Why = Line(failed.Why, password) },
            DeliveryOutcome.Refused refused => refused with { Why = Line(refused.Why, password) },
            _ => outcome,
        };

    static string Line(string words, string password) =>
        PlainText.Line(
            password.Length == 0 ? words : words.Replace(password, "***", StringComparison.Ordinal),
            PlainText.ReasonMax
        );
}
