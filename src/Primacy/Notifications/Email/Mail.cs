using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Primacy.Incidents;
using Primacy.Notifications.Words;

namespace Primacy.Notifications.Email;

/// <summary>
/// One event or several as a mail. All mails of an incident are one thread, and one that is sent twice has one
/// Message-ID, by which mail systems leave out the second.
/// </summary>
internal static class Mail
{
    /// <summary>A header that grows too long is refused; the threads of the worst incidents are found then.</summary>
    const int ThreadsMax = 20;

    public static MimeMessage Of(Batch batch, EmailOptions options, NotifierContext context)
    {
        var notice = Notice.Of(batch, context);
        var mail = new MimeMessage
        {
            Subject = notice.Title,
            Date = context.Time.GetUtcNow(),
            Body = new TextPart("plain") { Text = notice.Text },
        };
        mail.From.Add(MailboxAddress.Parse(options.From));
        mail.To.AddRange(options.To.Select(MailboxAddress.Parse));
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        foreach (var delivery in batch.Deliveries)
            mail.Headers.Add("X-Primacy-Incident", delivery.Event.Incident.Key);
        var threads = batch.Deliveries.Select(delivery => Id(delivery.Event.Incident.Key)).ToArray();
        mail.MessageId = IdOf(batch, threads, context);
        if (mail.MessageId != threads[0])
        {
            mail.InReplyTo = threads[0];
            mail.References.AddRange(threads.Take(ThreadsMax));
        }
        return mail;
    }

    static string IdOf(Batch batch, string[] threads, NotifierContext context)
    {
        var each = batch.Deliveries.Zip(threads, (delivery, first) => IdOf(delivery, first, context)).ToArray();
        return each is [var one] ? one : Id(string.Join(' ', each));
    }

    /// <summary>A repetition is a mail of its own.</summary>
    static string IdOf(Delivery delivery, string first, NotifierContext context) =>
        delivery switch
        {
            { IsRepeat: true } => Id($"{first} {context.Time.GetUtcNow():o}"),
            { Event.Kind: IncidentEventKind.Fired } => first,
            _ => Id($"{first} {delivery.Event.Kind} {delivery.Event.At:o}"),
        };

    static string Id(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return $"{Convert.ToHexStringLower(hash.AsSpan(0, 16))}@primacy";
    }
}
