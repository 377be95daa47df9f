using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Primacy.Tests.Probing.Wire;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Probing;

public sealed class SilentServerTests
{
    [Theory]
    [InlineData(SslMode.Disable)]
    [InlineData(SslMode.Prefer)]
    [InlineData(SslMode.Require)]
    public async Task A_server_that_accepts_and_says_nothing_times_out_while_connecting(SslMode ssl)
    {
        await using var server = FakeServer.Start(session => session.StaySilentAsync());
        await using var probe = Probes.Of(server, Probes.Impatience, ssl);

        var failed = await probe.FailAsync();

        Assert.Equal(ProbeFailure.TimedOut, failed.Failure);
        Assert.Equal("no answer within 0.4 s while connecting", failed.Detail);
    }

    [Fact]
    public async Task A_question_without_an_answer_ends_its_connection_and_opens_no_second_one()
    {
        await using var server = FakeServer.Start(async session =>
        {
            await session.ReceiveQuestionAsync();
            await session.StaySilentAsync();
        });
        var time = new FakeTimeProvider();
        await using var probe = Probes.Of(Probes.Settings(server.Port), time: time);

        var failing = probe.FailAsync();
        await Eventually.Holds(() => server.Questions == 1, "it has asked");
        time.Advance(Probes.Patience);
        var failed = await failing;
        await Eventually.Holds(() => server.Open == 0, "the connection is torn down");

        Assert.Equal(ProbeFailure.TimedOut, failed.Failure);
        Assert.Equal("no answer within 20 s while asking", failed.Detail);
        Assert.Equal(1, server.Questions);
        Assert.Equal(0, server.CancelRequests);
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public async Task Half_an_answer_times_out_too()
    {
        await using var server = FakeServer.Start(async session =>
        {
            await session.ReceiveQuestionAsync();
            await session.SendAsync('2', []);
            await session.SayAsync(new byte[] { (byte)'D', 0, 0 });
            await session.StaySilentAsync();
        });
        await using var probe = Probes.Of(server, Probes.Impatience);

        Assert.Equal(ProbeFailure.TimedOut, (await probe.FailAsync()).Failure);
        Assert.Equal(0, server.CancelRequests);
    }

    [Fact]
    public async Task Timeouts_in_a_row_leave_no_connection_behind()
    {
        await using var server = FakeServer.Start(session => session.StaySilentAsync());
        var time = new FakeTimeProvider();
        await using var probe = Probes.Of(Probes.Settings(server.Port), time: time);

        const int looks = 20;
        for (var i = 1; i <= looks; i++)
        {
            var failing = probe.FailAsync();
            await Eventually.Holds(() => server.Accepted == i, "it has connected");
            time.Advance(Probes.Patience);
            Assert.Equal(ProbeFailure.TimedOut, (await failing).Failure);
            await Eventually.Holds(() => server.Open <= 1, "at most one connection is left behind");
        }

        await Eventually.Holds(() => server.Open == 0, "every connection is torn down");
        Assert.Equal(looks, server.Accepted);
        Assert.True(server.OpenMax <= 2, $"{server.OpenMax} connections at once");
    }

    [Fact]
    public async Task Many_instances_that_do_not_answer_hold_one_connection_each_and_none_in_the_end()
    {
        const int instances = 60;
        await using var server = FakeServer.Start(session => session.StaySilentAsync());
        var probes = Enumerable.Range(0, instances).Select(_ => Probes.Of(server, Probes.Impatience)).ToList();

        for (var round = 0; round < 3; round++)
        {
            var failures = await Task.WhenAll(probes.Select(probe => probe.FailAsync()));
            Assert.All(failures, failed => Assert.Equal(ProbeFailure.TimedOut, failed.Failure));
            await Eventually.Holds(() => server.Open == 0, "every connection of the round is torn down");
        }
        foreach (var probe in probes)
            await probe.DisposeAsync();

        Assert.InRange(server.OpenMax, 1, instances);
    }

    [Fact]
    public async Task A_look_in_flight_is_waited_for_and_never_doubled()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = FakeServer.Start(async session =>
        {
            await session.ReceiveStartupAsync();
            await release.Task;
            await session.SendErrorAsync("FATAL", "53300", "sorry, too many clients already");
        });
        await using var probe = Probes.Of(server, Probes.Patience);
        var cancellation = TestContext.Current.CancellationToken;

        for (var i = 0; i < 3; i++)
            Assert.Null(await probe.LookAsync(TimeSpan.FromMilliseconds(50), cancellation));
        await Eventually.Holds(() => server.Accepted == 2, "the driver has connected");
        release.SetResult();
        var failed = await probe.FailAsync();

        Assert.Equal(ProbeFailure.TooManyClients, failed.Failure);
        Assert.Equal(2, server.Accepted);
    }

    [Theory]
    [InlineData(SslMode.Disable)]
    [InlineData(SslMode.Require)]
    public async Task A_server_that_falls_silent_while_it_lets_us_in_is_tried_again(SslMode ssl)
    {
        // The greeting is answered, and the connection behind it is not; until the driver gives that up, no other is
        // opened.
        var accepted = 0;
        await using var server = FakeServer.Start(async session =>
        {
            if (Interlocked.Increment(ref accepted) == 1)
                await session.ReceiveStartupAsync();
            await session.StaySilentAsync();
        });
        await using var probe = Probes.Of(server, Probes.Impatience, ssl);

        var failures = new List<ProbeOutcome.Failed>();
        await Eventually.Holds(
            async () =>
            {
                failures.Add(await probe.FailAsync());
                return server.Accepted > 2;
            },
            "it is tried again"
        );

        Assert.All(failures, failed => Assert.Equal("no answer within 0.4 s while connecting", failed.Detail));
        Assert.InRange(server.OpenMax, 1, 2);
    }

    [Fact]
    public async Task Reading_again_waits_for_the_look_in_flight_and_asks_anew()
    {
        await using var server = FakeServer.Start(session => session.StaySilentAsync());
        await using var probe = Probes.Of(server, Probes.Impatience);
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Null(await probe.LookAsync(TimeSpan.Zero, cancellation));
        var called = TimeProvider.System.GetUtcNow();

        var again = await probe.ReadAgainAsync(cancellation);

        Assert.True(again.At >= called, $"{again.At:O} is before {called:O}");
        await Eventually.Holds(() => server.Accepted >= 2 && server.Open == 0, "the server has seen both");
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public async Task Who_loses_patience_by_cancellation_leaves_the_look_in_flight()
    {
        await using var server = FakeServer.Start(session => session.StaySilentAsync());
        await using var probe = Probes.Of(server, Probes.Impatience);
        using var hurry = new CancellationTokenSource();
        var look = probe.LookAsync(Probes.Patience, hurry.Token);
        await hurry.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await look);

        Assert.Equal(ProbeFailure.TimedOut, (await probe.FailAsync()).Failure);
        await Eventually.Holds(() => server.Accepted >= 1 && server.Open == 0, "the server has seen it");
        Assert.Equal(1, server.Accepted);
    }
}
