using Npgsql;
using Primacy.Lab;
using Primacy.Probing;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Probing;

public sealed class RealServerFailureTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_frozen_server_times_out_and_answers_again_when_thawed(int? major)
    {
        await using var servers = await ProbedLab.StartAsync(major);
        var probe = servers.Probe(1, TimeSpan.FromSeconds(1));
        // A connection may take longer than that on a busy machine, and so may the first answer.
        await AnswersAsync(probe);

        servers.Lab.Freeze(1);
        var asking = await probe.FailAsync();
        var connecting = await probe.FailAsync();
        servers.Lab.Thaw(1);

        Assert.Equal((ProbeFailure.TimedOut, "no answer within 1 s while asking"), (asking.Failure, asking.Detail));
        Assert.Equal(ProbeFailure.TimedOut, connecting.Failure);
        Assert.Equal("no answer within 1 s while connecting", connecting.Detail);
        await AnswersAsync(probe);
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_killed_server_refuses_and_answers_again_when_started(int? major)
    {
        await using var servers = await ProbedLab.StartAsync(major);
        var probe = servers.Probe(1);
        await probe.AnswerAsync();

        await servers.KillAsync(1);
        var failed = await probe.FailAsync();
        await servers.Lab.StartAsync(1, Cancellation);

        Assert.Equal(ProbeFailure.Refused, failed.Failure);
        Assert.Equal(Role.Primary, (await probe.AnswerAsync()).Role);
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_restart_between_two_looks_is_no_failure_of_the_probe(int? major)
    {
        await using var servers = await ProbedLab.StartAsync(major);
        var probe = servers.Probe(1);
        var before = await probe.AnswerAsync();

        await servers.RestartAsync(1);
        var after = await probe.AnswerAsync();

        Assert.True(after.StartedAt > before.StartedAt);
    }

    [Fact]
    public async Task A_session_ended_by_an_administrator_is_replaced_within_the_look()
    {
        await using var servers = await ProbedLab.StartAsync();
        var probe = servers.Probe(1);
        await probe.AnswerAsync();

        await servers.RunAsync(
            1,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'primacy'"
        );

        Assert.Equal(Role.Primary, (await probe.AnswerAsync()).Role);
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_telling_it()
    {
        await using var servers = await ProbedLab.StartAsync();

        var failed = await servers.Probe(servers.Settings(1) with { Password = Probes.Secret }).FailAsync();

        Assert.Equal(ProbeFailure.Authentication, failed.Failure);
        Assert.Equal("password authentication failed for user \"primacy\"", failed.Detail);
    }

    [Fact]
    public async Task A_password_that_is_wanted_and_not_given_is_said()
    {
        await using var servers = await ProbedLab.StartAsync();
        using var directory = new TemporaryDirectory();
        var passFile = directory["pgpass"];
        var probe = servers.Probe(servers.Settings(1) with { Password = null, PassFile = passFile });

        var missing = await probe.FailAsync();
        await File.WriteAllTextAsync(passFile, "", Cancellation);
        var empty = await probe.FailAsync();

        Assert.Equal(ProbeFailure.Configuration, missing.Failure);
        Assert.Contains(passFile, missing.Detail, StringComparison.Ordinal);
        Assert.Equal(ProbeFailure.Authentication, empty.Failure);
        Assert.Equal("the server wants a password and none is given", empty.Detail);
    }

    [Fact]
    public async Task A_password_file_is_read_at_every_connect_and_named_when_it_is_missing()
    {
        await using var servers = await ProbedLab.StartAsync();
        using var directory = new TemporaryDirectory();
        var file = directory["password"];
        var probe = servers.Probe(servers.Settings(1) with { Password = null, PasswordFile = file });

        var missing = await probe.FailAsync();
        await File.WriteAllTextAsync(file, "not this one\n", Cancellation);
        var wrong = await probe.FailAsync();
        await File.WriteAllTextAsync(file, servers.Lab.Password + "\n", Cancellation);

        Assert.Equal(ProbeFailure.Configuration, missing.Failure);
        Assert.Equal($"the password file {file} does not exist", missing.Detail);
        Assert.Equal(ProbeFailure.Authentication, wrong.Failure);
        Assert.Equal(Role.Primary, (await probe.AnswerAsync()).Role);
    }

    [Fact]
    public async Task A_pass_file_is_used_as_libpq_uses_it()
    {
        await using var servers = await ProbedLab.StartAsync();
        var settings = servers.Settings(1) with
        {
            Port = servers.Lab.Instances[0].Port,
            Password = null,
            PassFile = servers.Lab.PasswordFile,
        };

        Assert.Equal(Role.Primary, (await servers.Probe(settings).AnswerAsync()).Role);
    }

    [Fact]
    public async Task A_password_file_wins_over_a_pass_file_that_the_environment_names()
    {
        await using var servers = await ProbedLab.StartAsync();
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["password"], servers.Lab.Password, Cancellation);
        await File.WriteAllTextAsync(directory["pgpass"], "*:*:*:*:not this one\n", Cancellation);
        var settings = servers.Settings(1) with
        {
            Password = null,
            PasswordFile = directory["password"],
            PassFile = directory["pgpass"],
        };

        Assert.Equal(Role.Primary, (await servers.Probe(settings).AnswerAsync()).Role);
    }

    [Fact]
    public async Task TLS_that_is_required_and_not_offered_is_a_failure_of_TLS()
    {
        await using var servers = await ProbedLab.StartAsync();

        var failed = await servers.Probe(servers.Settings(1) with { SslMode = SslMode.Require }).FailAsync();

        Assert.Equal((ProbeFailure.Tls, "the server offers no TLS"), (failed.Failure, failed.Detail));
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_named()
    {
        await using var servers = await ProbedLab.StartAsync();

        var failed = await servers.Probe(servers.Settings(1) with { Database = "orders" }).FailAsync();

        Assert.Equal(ProbeFailure.DatabaseMissing, failed.Failure);
        Assert.Equal("database \"orders\" does not exist", failed.Detail);
    }

    [Fact]
    public async Task A_connection_limit_that_is_reached_is_told()
    {
        await using var servers = await ProbedLab.StartAsync();
        await servers.RunAsync(1, $"ALTER ROLE {LabCluster.MonitorRole} CONNECTION LIMIT 0");

        Assert.Equal(ProbeFailure.TooManyClients, (await servers.Probe(1).FailAsync()).Failure);
    }

    [Fact]
    public async Task The_right_to_read_the_system_identifier_is_asked_for_when_it_was_taken_away()
    {
        await using var servers = await ProbedLab.StartAsync();
        await servers.RunAsync(1, "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");

        var failed = await servers.Probe(1).FailAsync();

        Assert.Equal(ProbeFailure.Permission, failed.Failure);
        Assert.Contains("GRANT EXECUTE ON FUNCTION pg_control_system()", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_told()
    {
        await using var probe = Probes.Of(Probes.Settings(5432) with { Host = "no-such-host.invalid" });

        Assert.Equal(ProbeFailure.NameNotFound, (await probe.FailAsync()).Failure);
    }

    [Fact]
    public async Task What_the_user_asks_of_the_session_is_kept_beside_our_own()
    {
        await using var servers = await ProbedLab.StartAsync();
        var settings = servers.Settings(1) with { Options = "-c default_transaction_read_only=on" };

        Assert.True((await servers.Probe(settings).AnswerAsync()).IsReadOnly);
    }

    static async Task AnswersAsync(InstanceProbe probe)
    {
        ServerState? state = null;
        for (var look = 0; state is null && look < 30; look++)
            state = (await probe.ObserveAsync()).State;
        Assert.Equal(Role.Primary, state?.Role);
    }
}
