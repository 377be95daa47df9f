using static Primacy.Configuration.Libpq.KeywordUse;

namespace Primacy.Configuration.Libpq;

/// <summary>
/// Every keyword of libpq 18 and what Primacy makes of it.
/// See https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS.
/// </summary>
internal static class Keywords
{
    const string NoGss = "GSSAPI is not supported yet";
    const string NoOAuth = "OAuth is not supported yet";
    const string NoRevocation =
        "revocation lists are not checked yet, so the connection would be less safe than it says";
    const string Deadline = "every probe has its own deadline, the timeout";
    const string KeepAlive = "a probe every interval shows a dead connection sooner than keep-alives";

    static readonly Honoured Yes = new();

    public static IReadOnlyList<Keyword> All { get; } =
    [
        new("host", Yes, "PGHOST"),
        new("hostaddr", Yes, "PGHOSTADDR"),
        new("port", Yes, "PGPORT"),
        new("dbname", Yes, "PGDATABASE"),
        new("user", Yes, "PGUSER"),
        new("password", Yes, "PGPASSWORD"),
        new("passfile", Yes, "PGPASSFILE"),
        new("connect_timeout", Yes, "PGCONNECT_TIMEOUT"),
        new("options", Yes, "PGOPTIONS"),
        new("application_name", Yes, "PGAPPNAME"),
        new("fallback_application_name", Yes),
        new("channel_binding", Yes, "PGCHANNELBINDING"),
        new("sslmode", Yes, "PGSSLMODE"),
        new("sslrootcert", Yes, "PGSSLROOTCERT"),
        new("sslcert", Yes, "PGSSLCERT"),
        new("sslkey", Yes, "PGSSLKEY"),
        new("sslpassword", Yes),
        new(
            "target_session_attrs",
            new Only(["any"], "every host is probed, because the question is which of them are primaries; leave it out")
        ),
        new("load_balance_hosts", new Ignored("every host is probed")),
        new("client_encoding", new Ignored("the driver speaks UTF-8")),
        new("keepalives", new Ignored(KeepAlive)),
        new("keepalives_idle", new Ignored(KeepAlive)),
        new("keepalives_interval", new Ignored(KeepAlive)),
        new("keepalives_count", new Ignored(KeepAlive)),
        new("tcp_user_timeout", new Ignored(Deadline)),
        new("sslcompression", new Ignored("TLS is never compressed")),
        new("sslsni", new Ignored("the host's name is always sent")),
        new("max_protocol_version", new Ignored("the driver speaks protocol 3.0, which every server allows")),
        new("min_protocol_version", new Only(["3.0"], "the driver speaks protocol 3.0")),
        new("replication", new Only(["false", "off", "no", "0"], "the probe asks over an ordinary connection")),
        new(
            "sslnegotiation",
            new Only(["postgres"], "direct TLS is not supported yet; servers accept the ordinary way too")
        ),
        new("sslcertmode", new Only(["allow", "disable"], "whether the server asked for a certificate cannot be told")),
        new("ssl_min_protocol_version", new Only(["TLSv1", "TLSv1.1", "TLSv1.2"], "TLS 1.2 and later are spoken")),
        new("ssl_max_protocol_version", new Refused("the newest TLS that both sides know is spoken")),
        new("sslcrl", new Refused(NoRevocation)),
        new("sslcrldir", new Refused(NoRevocation)),
        new("sslkeylogfile", new Refused("keys of connections are not written anywhere")),
        new("require_auth", new Refused("it cannot be enforced yet; channel_binding=require forces SCRAM")),
        new("requirepeer", new Refused("the owner of a socket's server cannot be checked yet")),
        new("gssencmode", new Only(["disable", "prefer"], NoGss)),
        new("gssdelegation", new Only(["0"], NoGss)),
        new("gsslib", new Ignored(NoGss)),
        new("krbsrvname", new Ignored(NoGss)),
        new("scram_client_key", new Refused("give the password instead")),
        new("scram_server_key", new Refused("give the password instead")),
        new("oauth_issuer", new Refused(NoOAuth)),
        new("oauth_client_id", new Refused(NoOAuth)),
        new("oauth_client_secret", new Refused(NoOAuth)),
        new("oauth_scope", new Refused(NoOAuth)),
        new("service", new Refused("service files are not supported yet; write the parameters out")),
        new("servicefile", new Refused("service files are not supported yet; write the parameters out")),
    ];

    public static Keyword? Find(string name) => All.FirstOrDefault(keyword => keyword.Name == name);

    /// <summary>The keyword that somebody may have meant, as the end of a message.</summary>
    public static string Suggest(string word) => Spelling.Suggest(word, All.Select(keyword => keyword.Name));

    /// <summary>What is wrong with a value of a keyword at all, whatever it says; null when nothing is.</summary>
    public static string? Objection(Keyword keyword, string value) =>
        keyword.Use switch
        {
            _ when value.Length == 0 => null,
            Refused refused => $"'{keyword.Name}' is not supported: {refused.Why}",
            Only only when !only.Values.Contains(value) =>
                $"'{keyword.Name}' can only be {string.Join(" or ", only.Values)} here: {only.Why}",
            _ => null,
        };
}
