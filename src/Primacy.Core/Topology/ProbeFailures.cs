namespace Primacy.Topology;

/// <summary>What a failed probe does and does not prove.</summary>
public static class ProbeFailures
{
    extension(ProbeFailure failure)
    {
        /// <summary>
        /// Whether the server itself is known to take no new sessions. A refused connection and one that times out mean
        /// different things: only the first says that nobody is served there.
        /// </summary>
        public bool IsDown => failure is ProbeFailure.Refused or ProbeFailure.StartingUp or ProbeFailure.ShuttingDown;

        /// <summary>The failure in words that complete the sentence "db1 …".</summary>
        public string Sentence =>
            failure switch
            {
                ProbeFailure.Refused => "refuses connections: no server listens there",
                ProbeFailure.TimedOut => "does not answer in time",
                ProbeFailure.Unreachable => "cannot be reached by the network",
                ProbeFailure.Disconnected => "closed the connection while answering",
                ProbeFailure.Authentication => "does not let us in",
                ProbeFailure.NameNotFound => "has a host name that does not resolve",
                ProbeFailure.Tls => "and we cannot agree on TLS",
                ProbeFailure.StartingUp => "is starting up",
                ProbeFailure.ShuttingDown => "is shutting down",
                ProbeFailure.TooManyClients => "has no connection left for us",
                ProbeFailure.DatabaseMissing => "lacks the database we connect to",
                ProbeFailure.Permission => "does not allow our role to look",
                ProbeFailure.NotPostgres => "answers, but is not PostgreSQL",
                ProbeFailure.Protocol => "speaks a protocol we do not understand",
                ProbeFailure.Configuration => "cannot be tried with these settings",
                _ => "gives no answer",
            };

        /// <summary>The failure as metrics and JSON write it: "timed-out".</summary>
        public string Slug =>
            failure switch
            {
                ProbeFailure.Refused => "refused",
                ProbeFailure.TimedOut => "timed-out",
                ProbeFailure.Unreachable => "unreachable",
                ProbeFailure.Disconnected => "disconnected",
                ProbeFailure.Authentication => "authentication",
                ProbeFailure.NameNotFound => "name-not-found",
                ProbeFailure.Tls => "tls",
                ProbeFailure.StartingUp => "starting-up",
                ProbeFailure.ShuttingDown => "shutting-down",
                ProbeFailure.TooManyClients => "too-many-clients",
                ProbeFailure.DatabaseMissing => "database-missing",
                ProbeFailure.Permission => "permission",
                ProbeFailure.NotPostgres => "not-postgres",
                ProbeFailure.Protocol => "protocol",
                ProbeFailure.Configuration => "configuration",
                _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
            };
    }
}
