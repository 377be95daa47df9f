using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Primacy.Incidents;
using Primacy.Notifications.Words;

namespace Primacy.Notifications.Email;

/// <summary>
/// An event as a mail. All mails of an incident are one thread, and one that is sent twice has one Message-ID, by which
/// mail systems leave out the second.
/// </summary>
internal static class Mail
{
    public static MimeMessage Of(Delivery delivery, EmailOptions options, NotifierContext context)
    {
        var notice = Notice.Of(delivery, context);
        var mail = new MimeMessage
        {
            Subject = notice.Title,
            Date = context.Time.GetUtcNow(),
            Body = new TextPart("plain") { Text = notice.Text },
        };
        mail.From.Add(MailboxAddress.Parse(options.From));
        mail.To.AddRange(options.To.Select(MailboxAddress.Parse));
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mail.Headers.Add("X-Primacy-Incident", notice.Incident.Key);
        var first = Id(notice.Incident.Key);
        mail.MessageId = IdOf(delivery, first, context);
        if (mail.MessageId != first)
        {
            mail.InReplyTo = first;
            mail.References.Add(first);
        }
        return mail;
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
