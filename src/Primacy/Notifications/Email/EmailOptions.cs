using MimeKit;

namespace Primacy.Notifications.Email;

/// <summary>People who are told by e-mail.</summary>
internal sealed record EmailOptions : ReceiverOptions
{
    const int SubmissionPort = 587;

    /// <summary>The mail server's name or address.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string From { get; init; }

    public required EquatableArray<string> To { get; init; }

    public MailSecurity Security { get; init; }

    /// <summary>A file with the roots to trust in the place of the system's.</summary>
    public string? TrustedRoots { get; init; }

    public string? Username { get; init; }

    public Secret? Password { get; init; }

    public static ReceiverOptions? Read(IReceiverKeys keys)
    {
        var server = keys.NeededText("server");
        var (from, to) = (keys.NeededText("from"), keys.Texts("to"));
        if (to.Count == 0 && !keys.Has("to"))
            keys.Complain("to", "this receiver needs 'to' with an address, or a list of them");
        foreach (var (key, address) in to.Select(address => ("to", address)).Append(("from", from ?? "")))
            if (address.Length > 0 && !MailboxAddress.TryParse(address, out _))
                keys.Complain(key, $"'{address}' is no e-mail address");
        var security = keys.OneOf("tls", "startTls", "implicit", "none") switch
        {
            "implicit" => MailSecurity.Implicit,
            "none" => MailSecurity.None,
            _ => MailSecurity.StartTls,
        };
        var (user, password) = (keys.Text("username"), keys.Secret("password"));
        if (password is { } && security is MailSecurity.None)
            keys.Complain("tls", "a password is not sent without TLS: take 'tls: startTls', or leave the password out");
        if ((user is null) != (password is null))
            keys.Complain("username", "'username' and 'password' (or 'passwordFile') belong together");
        var (roots, timeout) = (keys.Path("ca"), keys.Timeout);
        if (server is null || from is null || Split(server, keys) is not var (host, port))
            return null;
        return new EmailOptions
        {
            Host = host,
            Port = port,
            From = from,
            To = [.. to],
            Security = security,
            TrustedRoots = roots,
            Username = user,
            Password = password,
            Timeout = timeout,
        };
    }

    public override INotifier Open(NotifierContext context) => new EmailNotifier(this, context);

    static (string Host, int Port)? Split(string server, IReceiverKeys keys)
    {
        // A scheme that has no port of its own, so that it can be seen whether one is written.
        if (
            Uri.TryCreate($"mail://{server}", UriKind.Absolute, out var url)
            && url is { Host.Length: > 0, PathAndQuery: "" or "/", UserInfo: "" }
        )
            return (url.DnsSafeHost, url.Port > 0 ? url.Port : SubmissionPort);
        keys.Complain("server", $"'server' takes HOST or HOST:PORT such as mail.example:587, not '{server}'");
        return null;
    }
}
