namespace Primacy.Notifications.Email;

/// <summary>How the way to a mail server is kept private.</summary>
internal enum MailSecurity
{
    /// <summary>TLS begins within the session (port 587); a server that offers none is not used.</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Implicit,

    /// <summary>None: for a relay on this very machine.</summary>
    None,
}
