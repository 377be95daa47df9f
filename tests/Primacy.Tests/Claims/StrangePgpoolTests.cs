using System.Buffers.Binary;
using System.Text;
using Primacy.Claims;
using Primacy.Tests.Probing;
using Primacy.Tests.Probing.Wire;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>Answers to SHOW POOL_NODES that the pgpool on this machine does not give.</summary>
public sealed class StrangePgpoolTests
{
    static readonly string[] Columns40 = ["node_id", "hostname", "port", "status", "lb_weight", "role", "select_cnt"];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Columns_are_found_by_their_names()
    {
        var claim = await AskAsync(async session =>
        {
            await session.SendAsync('T', RowDescription(Columns40));
            await session.SendAsync('D', Row("0", "db1", "5432", "up", "0.5", "primary", "7"));
            await session.SendAsync('D', Row("1", "db2", "5432", "down", "0.5", "standby", "0"));
            await session.SendAsync('D', Row("2", "/tmp", "5433", "waiting", "0.5", "standby", null));
            await session.SendAsync('C', "SELECT 3\0"u8);
            await session.SendAsync('Z', "I"u8);
        });

        Assert.Equal(
            [
                new ClaimedMember("node 0", "db1", 5432, Role.Primary, "primary, up"),
                new ClaimedMember("node 1", "db2", 5432, null, "standby, down"),
                new ClaimedMember("node 2", "/tmp", 5433, Role.Standby, "standby, waiting"),
            ],
            claim.Members
        );
    }

    [Fact]
    public async Task Rows_without_end_are_cut_off()
    {
        var claim = await AskAsync(async session =>
        {
            await session.SendAsync('T', RowDescription(Columns40));
            while (true)
                await session.SendAsync('D', Row("0", "db1", "5432", "up", "0.5", "primary", "7"));
        });

        Assert.Contains("more than 256 rows", claim.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task A_message_of_an_absurd_length_is_a_fault(int length)
    {
        var claim = await AskAsync(async session =>
        {
            var header = new byte[5];
            header[0] = (byte)'T';
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), length);
            await session.SayAsync(header);
            await session.StaySilentAsync();
        });

        Assert.Contains("breaks PostgreSQL's protocol", claim.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('T', new byte[] { 0, 9, (byte)'x' })]
    [InlineData('D', new byte[] { 0, 3, 0, 0, 0, 200 })]
    [InlineData('T', new byte[] { })]
    public async Task A_message_that_ends_too_early_is_a_fault(char type, byte[] body)
    {
        var claim = await AskAsync(session => session.SendAsync(type, body));

        Assert.Contains("breaks PostgreSQL's protocol", claim.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_given_up_without_a_second_connection()
    {
        await using var server = FakeServer.Start(async session =>
        {
            await session.LetInAsync();
            await session.StaySilentAsync();
        });
        var settings = Probes.Settings(server.Port);
        await using var claims = new PgpoolClaims(settings, Probes.Impatience, TimeProvider.System);

        var claim = await claims.AskAsync(Cancellation);

        Assert.Equal("cannot be asked: no answer within 0.4 s", claim.Fault);
        Assert.Equal(0, server.CancelRequests);
        await Eventually.Holds(() => server.Open == 0, "the connection is closed");
    }

    [Fact]
    public async Task An_ended_connection_is_made_anew_at_once()
    {
        await using var server = FakeServer.Start(async session =>
        {
            await session.LetInAsync();
            await session.ReceiveMessageAsync();
            await session.SendAsync('T', RowDescription(Columns40));
            await session.SendAsync('D', Row("0", "db1", "5432", "up", "0.5", "primary", "7"));
            await session.SendAsync('Z', "I"u8);
        });
        await using var claims = new PgpoolClaims(Probes.Settings(server.Port), Probes.Patience, TimeProvider.System);

        Assert.Null((await claims.AskAsync(Cancellation)).Fault);
        await Eventually.Holds(() => server.Open == 0, "the connection is closed");
        Assert.Null((await claims.AskAsync(Cancellation)).Fault);
    }

    static async Task<Claim> AskAsync(Func<FakeSession, Task> answer)
    {
        await using var server = FakeServer.Start(async session =>
        {
            await session.LetInAsync();
            await session.ReceiveMessageAsync();
            await answer(session);
        });
        await using var claims = new PgpoolClaims(Probes.Settings(server.Port), Probes.Patience, TimeProvider.System);
        return await claims.AskAsync(Cancellation);
    }

    static byte[] RowDescription(string[] columns)
    {
        var body = new List<byte> { 0, (byte)columns.Length };
        foreach (var column in columns)
            body.AddRange([.. Encoding.UTF8.GetBytes(column), 0, .. new byte[18]]);
        return [.. body];
    }

    static byte[] Row(params string?[] values)
    {
        var body = new List<byte> { 0, (byte)values.Length };
        foreach (var value in values)
        {
            var bytes = Encoding.UTF8.GetBytes(value ?? "");
            var length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, value is null ? -1 : bytes.Length);
            body.AddRange([.. length, .. bytes]);
        }
        return [.. body];
    }
}
