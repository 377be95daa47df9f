namespace Primacy.Topology;

/// <summary>Why a probe has no answer. None of these says "not a primary".</summary>
public enum ProbeFailure
{
    /// <summary>The host answered that nothing listens on the port: no server runs there now.</summary>
    Refused,

    /// <summary>Nothing answered before the deadline: frozen, cut off, or overloaded.</summary>
    TimedOut,

    /// <summary>The network says that there is no way to the host.</summary>
    Unreachable,

    /// <summary>The connection broke while the server was answering.</summary>
    Disconnected,

    /// <summary>The server runs and refuses our name, password, certificate or address.</summary>
    Authentication,

    /// <summary>The host name does not resolve.</summary>
    NameNotFound,

    /// <summary>TLS could not be agreed upon, or the certificate does not prove the server.</summary>
    Tls,

    /// <summary>The server starts up or recovers and takes no connections yet.</summary>
    StartingUp,

    /// <summary>The server shuts down; sessions that are open may still commit.</summary>
    ShuttingDown,

    /// <summary>The server runs and has no connection left for us.</summary>
    TooManyClients,

    /// <summary>The database named in the connection does not exist.</summary>
    DatabaseMissing,

    /// <summary>The role may not run what the probe needs.</summary>
    Permission,

    /// <summary>Something answers on the port that is not PostgreSQL.</summary>
    NotPostgres,

    /// <summary>It answers like PostgreSQL and then breaks the protocol, or is a version we do not know.</summary>
    Protocol,

    /// <summary>The connection settings cannot be used: an unreadable key or password file, say.</summary>
    Configuration,
}
