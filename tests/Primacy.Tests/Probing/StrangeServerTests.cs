using System.Text;
using Npgsql;
using Primacy.Tests.Probing.Wire;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Probing;

public sealed class StrangeServerTests
{
    static readonly SslMode[] Modes = [SslMode.Disable, SslMode.Prefer, SslMode.Require];

    public static TheoryData<string, SslMode> Greeters { get; } =
        new(
            from words in new[]
            {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "220 mail.example.org ESMTP\r\n",
                "\u0001\u0002\u0003\u0004garbage",
            }
            from mode in Modes
            select (words, mode)
        );

    [Theory]
    [MemberData(nameof(Greeters))]
    public async Task A_server_that_greets_in_another_protocol_is_not_PostgreSQL(string words, SslMode ssl)
    {
        await using var server = FakeServer.Start(async session =>
        {
            await session.SayAsync(Encoding.Latin1.GetBytes(words));
            await session.StaySilentAsync();
        });
        await using var probe = Probes.Of(server, Probes.Patience, ssl);

        Assert.Equal(ProbeFailure.NotPostgres, (await probe.FailAsync()).Failure);
    }

    [Theory]
    [InlineData(SslMode.Disable)]
    [InlineData(SslMode.Prefer)]
    [InlineData(SslMode.Require)]
    public async Task A_web_server_that_waits_for_a_line_is_not_PostgreSQL(SslMode ssl)
    {
        await using var server = FakeServer.Start(async session =>
        {
            await session.ReceiveLineAsync();
            await session.SayAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray());
        });
        await using var probe = Probes.Of(server, TimeSpan.FromSeconds(6), ssl);

        var failed = await probe.FailAsync();

        Assert.Equal(ProbeFailure.NotPostgres, failed.Failure);
        Assert.Equal("it says \"HTTP/1.1 400 Bad Request\"", failed.Detail);
    }

    [Theory]
    [InlineData(SslMode.Disable)]
    [InlineData(SslMode.Prefer)]
    [InlineData(SslMode.Require)]
    public async Task A_server_that_closes_at_once_disconnects(SslMode ssl)
    {
        await using var server = FakeServer.Start(_ => Task.CompletedTask);
        await using var probe = Probes.Of(server, Probes.Patience, ssl);

        Assert.Equal(ProbeFailure.Disconnected, (await probe.FailAsync()).Failure);
    }

    [Fact]
    public async Task A_server_that_closes_in_mid_answer_disconnects()
    {
        await using var server = FakeServer.Start(session => session.ReceiveQuestionAsync());
        await using var probe = Probes.Of(server, Probes.Patience);

        Assert.Equal(ProbeFailure.Disconnected, (await probe.FailAsync()).Failure);
    }

    [Fact]
    public async Task A_server_that_answers_the_question_with_another_message_breaks_the_protocol()
    {
        await using var server = FakeServer.Start(async session =>
        {
            await session.ReceiveQuestionAsync();
            await session.SendAsync('R', [0, 0, 0, 0]);
            await session.StaySilentAsync();
        });
        await using var probe = Probes.Of(server, Probes.Patience);

        Assert.Equal(ProbeFailure.Protocol, (await probe.FailAsync()).Failure);
    }

    [Theory]
    [InlineData("57P03", "the database system is starting up", ProbeFailure.StartingUp)]
    [InlineData("57P03", "the database system is shutting down", ProbeFailure.ShuttingDown)]
    [InlineData("53300", "sorry, too many clients already", ProbeFailure.TooManyClients)]
    [InlineData("28P01", "password authentication failed for user \"primacy\"", ProbeFailure.Authentication)]
    [InlineData("3D000", "database \"postgres\" does not exist", ProbeFailure.DatabaseMissing)]
    [InlineData("08P01", "unsupported startup parameter: options", ProbeFailure.Protocol)]
    public async Task A_server_that_refuses_is_quoted(string sqlState, string words, ProbeFailure failure)
    {
        await using var server = FakeServer.Start(session => session.RefuseAsync(sqlState, words));
        await using var probe = Probes.Of(server, Probes.Patience);

        var failed = await probe.FailAsync();

        Assert.Equal(failure, failed.Failure);
        Assert.Equal(words, failed.Detail);
    }
}
