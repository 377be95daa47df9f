using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Npgsql;
using Primacy.Probing;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Probing;

public sealed class ProbeFailureClassifierTests
{
    const string Silence = "no answer within 2 s while asking";

    [Theory]
    [InlineData("28000", "no pg_hba.conf entry for host \"10.0.0.9\", no encryption", ProbeFailure.Authentication)]
    [InlineData("28P01", "password authentication failed for user \"primacy\"", ProbeFailure.Authentication)]
    [InlineData("3D000", "database \"orders\" does not exist", ProbeFailure.DatabaseMissing)]
    [InlineData("42501", "permission denied for function pg_current_wal_lsn", ProbeFailure.Permission)]
    [InlineData("55000", "database \"postgres\" is not currently accepting connections", ProbeFailure.Permission)]
    [InlineData("53300", "remaining connection slots are reserved", ProbeFailure.TooManyClients)]
    [InlineData("57P03", "the database system is starting up", ProbeFailure.StartingUp)]
    [InlineData("57P03", "the database system is in recovery mode", ProbeFailure.StartingUp)]
    [InlineData("57P03", "the database system is not yet accepting connections", ProbeFailure.StartingUp)]
    [InlineData("57P03", "the database system is shutting down", ProbeFailure.ShuttingDown)]
    [InlineData("57P01", "terminating connection due to administrator command", ProbeFailure.ShuttingDown)]
    [InlineData("57P02", "terminating connection because of crash of another process", ProbeFailure.ShuttingDown)]
    [InlineData("57P04", "terminating connection because the database was dropped", ProbeFailure.DatabaseMissing)]
    [InlineData("08P01", "unsupported startup parameter: options", ProbeFailure.Protocol)]
    [InlineData("42883", "function pg_control_system() does not exist", ProbeFailure.Protocol)]
    public void What_the_server_says_is_told_in_its_own_words(string sqlState, string words, ProbeFailure failure)
    {
        var failed = Classify(new PostgresException(words, "FATAL", "FATAL", sqlState));

        Assert.Equal(new ProbeOutcome.Failed(failure, words), failed);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, ProbeFailure.Refused)]
    [InlineData(SocketError.HostUnreachable, ProbeFailure.Unreachable)]
    [InlineData(SocketError.NetworkUnreachable, ProbeFailure.Unreachable)]
    [InlineData(SocketError.AddressNotAvailable, ProbeFailure.Unreachable)]
    [InlineData(SocketError.AccessDenied, ProbeFailure.Unreachable)]
    [InlineData(SocketError.HostNotFound, ProbeFailure.NameNotFound)]
    [InlineData(SocketError.TryAgain, ProbeFailure.NameNotFound)]
    [InlineData(SocketError.NoData, ProbeFailure.NameNotFound)]
    [InlineData(SocketError.ConnectionReset, ProbeFailure.Disconnected)]
    [InlineData(SocketError.TimedOut, ProbeFailure.TimedOut)]
    public void What_the_network_says_is_found_under_the_words_of_the_driver(SocketError error, ProbeFailure failure)
    {
        var outcome = Classify(new NpgsqlException("Failed to connect", new SocketException((int)error)));

        Assert.Equal(failure, outcome.Failure);
    }

    public static TheoryData<Exception, ProbeFailure> Others { get; } =
        new()
        {
            { new OperationCanceledException(), ProbeFailure.TimedOut },
            { new NpgsqlException("Exception while reading", new TimeoutException()), ProbeFailure.TimedOut },
            { new PostgresException("canceling statement", "ERROR", "ERROR", "57014"), ProbeFailure.TimedOut },
            { new NpgsqlException("Exception while reading", new EndOfStreamException()), ProbeFailure.Disconnected },
            { new NpgsqlException("No password has been provided but …"), ProbeFailure.Authentication },
            { new NpgsqlException("SSL connection requested. No SSL …"), ProbeFailure.Tls },
            { new NpgsqlException("TLS", new AuthenticationException("untrusted")), ProbeFailure.Tls },
            {
                new NpgsqlException("Exception while performing SSL handshake", new IOException("EOF")),
                ProbeFailure.Tls
            },
            { new NpgsqlException("Received unknown response H for SSLRequest"), ProbeFailure.NotPostgres },
            { new CryptographicException("the password may be incorrect"), ProbeFailure.Configuration },
            {
                new NpgsqlException("…", new ProbeException(ProbeFailure.Configuration, "x")),
                ProbeFailure.Configuration
            },
            { new InvalidOperationException("an unheard-of message"), ProbeFailure.Protocol },
        };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Every_other_exception_has_its_kind(Exception exception, ProbeFailure failure) =>
        Assert.Equal(failure, Classify(exception).Failure);

    [Fact]
    public void A_timeout_says_how_long_was_waited_and_for_what() =>
        Assert.Equal(Silence, Classify(new OperationCanceledException()).Detail);

    [Fact]
    public void The_right_to_run_pg_control_system_is_named_when_it_is_missing()
    {
        var denied = new PostgresException(
            "permission denied for function pg_control_system",
            "ERROR",
            "ERROR",
            "42501"
        );

        Assert.Contains(
            "GRANT EXECUTE ON FUNCTION pg_control_system()",
            Classify(denied).Detail,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Words_of_several_lines_become_one_line_of_bounded_length()
    {
        var words = "first\r\n  second\n" + new string('x', 5000);

        var detail = Classify(new PostgresException(words, "FATAL", "FATAL", "XX000")).Detail;

        Assert.StartsWith("first; second; x", detail, StringComparison.Ordinal);
        Assert.InRange(detail.Length, 1, 400);
    }

    static ProbeOutcome.Failed Classify(Exception exception) => ProbeFailureClassifier.Classify(exception, Silence);
}
