namespace Primacy.Lab.Servers;

/// <summary>
/// Linux's numbers of the signals a lab sends, and what they mean to a postmaster.
/// See https://www.postgresql.org/docs/current/server-shutdown.html.
/// </summary>
internal enum Signal
{
    /// <summary>SIGINT: fast shutdown.</summary>
    FastShutdown = 2,

    /// <summary>SIGQUIT: immediate shutdown.</summary>
    ImmediateShutdown = 3,

    /// <summary>SIGKILL.</summary>
    Kill = 9,

    /// <summary>SIGTERM: smart shutdown.</summary>
    SmartShutdown = 15,

    /// <summary>SIGCONT.</summary>
    Thaw = 18,

    /// <summary>SIGSTOP.</summary>
    Freeze = 19,
}
