using System.Buffers.Binary;
using Primacy.Tests.Probing.Wire;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Probing;

/// <summary>Answers to the question that no real server gives, or not when a test wants it to.</summary>
public sealed class StrangeAnswerTests
{
    [Fact]
    public async Task An_error_is_quoted_though_notices_and_parameters_come_before_it()
    {
        var failed = await AskAsync(async session =>
        {
            await session.SendAsync('S', "application_name\0primacy\0"u8);
            await session.SendAsync('N', "SNOTICE\0VNOTICE\0C00000\0Mby the way\0\0"u8);
            await session.SendErrorAsync("ERROR", "42501", "permission denied for function pg_control_system");
            await session.SendAsync('Z', "I"u8);
        });

        Assert.Equal(ProbeFailure.Permission, failed.Failure);
        Assert.Contains("GRANT EXECUTE ON FUNCTION pg_control_system()", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_why_before_it_hangs_up_is_quoted()
    {
        var failed = await AskAsync(session => session.SendErrorAsync("FATAL", "57P01", "terminating connection"));

        Assert.Equal((ProbeFailure.ShuttingDown, "terminating connection"), (failed.Failure, failed.Detail));
    }

    [Fact]
    public async Task An_answer_without_a_row_breaks_the_protocol()
    {
        var failed = await AskAsync(session => session.SendAsync('Z', "I"u8));

        Assert.Equal(
            (ProbeFailure.Protocol, "the server answered the question with no row"),
            (failed.Failure, failed.Detail)
        );
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 1, 0, 0, 0, 1, 1 })]
    [InlineData(new byte[] { 0, 27, 0, 0 })]
    [InlineData(new byte[] { 0, 27, 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 0, 27, 0xff, 0xff, 0xff, 0xfe })]
    public async Task A_row_of_other_columns_or_cut_short_breaks_the_protocol(byte[] row)
    {
        var failed = await AskAsync(async session =>
        {
            await session.SendAsync('D', row);
            await session.SendAsync('Z', "I"u8);
        });

        Assert.Equal(
            (ProbeFailure.Protocol, "its answer is no row of the question's columns"),
            (failed.Failure, failed.Detail)
        );
    }

    [Fact]
    public async Task A_column_of_another_size_is_named()
    {
        const int columns = 27;
        var row = new byte[sizeof(short) + columns * sizeof(int)];
        row.AsSpan().Fill(0xff);
        BinaryPrimitives.WriteInt16BigEndian(row, columns);

        var failed = await AskAsync(async session =>
        {
            await session.SendAsync('D', row);
            await session.SendAsync('Z', "I"u8);
        });

        Assert.Equal((ProbeFailure.Protocol, "its answer has -1 bytes as IsStandby"), (failed.Failure, failed.Detail));
    }

    [Fact]
    public async Task A_message_of_absurd_length_is_not_waited_for()
    {
        var failed = await AskAsync(async session =>
        {
            await session.SayAsync(new byte[] { (byte)'D', 0x7f, 0xff, 0xff, 0xff });
            await session.StaySilentAsync();
        });

        Assert.Equal(
            (ProbeFailure.Protocol, "it announces a message of 2147483643 bytes"),
            (failed.Failure, failed.Detail)
        );
    }

    [Fact]
    public async Task An_answer_without_an_end_is_not_kept()
    {
        var megabyte = new byte[1024 * 1024];
        var failed = await AskAsync(async session =>
        {
            while (true)
                await session.SendAsync('D', megabyte);
        });

        Assert.Equal(
            (ProbeFailure.Protocol, "its answer is longer than 16777216 bytes"),
            (failed.Failure, failed.Detail)
        );
    }

    [Fact]
    public async Task An_answer_that_comes_in_pieces_is_put_together()
    {
        var failed = await AskAsync(async session =>
        {
            foreach (var one in "E\0\0\0\u0017SERROR\0C42501\0Mno\0\0Z\0\0\0\u0005I"u8.ToArray())
            {
                await session.SayAsync(new[] { one });
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }
        });

        Assert.Equal(ProbeFailure.Permission, failed.Failure);
    }

    /// <summary>What comes of it, the same on the pool and on the thread of a loop that listens by itself.</summary>
    static async Task<ProbeOutcome.Failed> AskAsync(Func<FakeSession, Task> answer)
    {
        var onPool = await AskOnceAsync(answer);
        ProbeOutcome.Failed? onLoop = null;
        await LoopThread.RunAsync("loop", TimeProvider.System, async _ => onLoop = await AskOnceAsync(answer));

        Assert.Equal(onPool, onLoop);
        return onPool;
    }

    static async Task<ProbeOutcome.Failed> AskOnceAsync(Func<FakeSession, Task> answer)
    {
        await using var server = FakeServer.Start(async session =>
        {
            await session.ReceiveQuestionAsync();
            await answer(session);
        });
        await using var probe = Probes.Of(server, Probes.Patience);
        return await probe.FailAsync();
    }
}
