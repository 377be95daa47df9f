using Primacy.Lab;
using Xunit;

namespace Primacy.Tests.Lab;

public sealed class LabTopologyTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instance_1_is_the_primary_and_the_others_stream_from_it()
    {
        var lab = await fixture.HealthyAsync();

        var status = await lab.StatusAsync(Cancellation);

        Assert.Equal([true, false, false], status.Instances.Select(instance => instance.IsPrimary));
        Assert.Equal([null, "node-1", "node-1"], status.Instances.Select(instance => instance.Upstream));
        Assert.Equal([null, true, true], status.Instances.Select(instance => instance.IsStreaming));
        Assert.True(status.IsProxyRunning);
    }

    [Fact]
    public async Task Standbys_replicate_under_their_instance_names()
    {
        var lab = await fixture.HealthyAsync();

        var names = await lab.QueryScalarAsync<string[]>(
            1,
            "SELECT array_agg(application_name ORDER BY application_name) FROM pg_stat_replication",
            Cancellation
        );

        Assert.Equal(["node-2", "node-3"], names!);
    }

    [Fact]
    public async Task A_promotion_makes_a_second_primary_and_a_rejoin_makes_it_one_again()
    {
        var lab = await fixture.HealthyAsync();
        var before = await lab.StatusAsync(Cancellation);

        await lab.PromoteAsync(2, Cancellation);
        await lab.ExecuteAsync(2, "CREATE TABLE written_on_the_wrong_side ()", Cancellation);
        var split = await lab.StatusAsync(Cancellation);
        var rejoined = await lab.RejoinAsync(2, cancellationToken: Cancellation);
        var after = await lab.StatusAsync(Cancellation);

        Assert.Equal([true, true, false], split.Instances.Select(instance => instance.IsPrimary));
        Assert.Equal(before.Instances[0].Timeline, split.Instances[0].Timeline);
        Assert.Equal(before.Instances[0].Timeline + 1, split.Instances[1].Timeline);
        Assert.Equal("node-1", rejoined.Primary.Name);
        Assert.Equal("node-2", Assert.Single(rejoined.Copied).Name);
        Assert.Equal([true, false, false], after.Instances.Select(instance => instance.IsPrimary));
        Assert.True(after.Instances[1].IsStreaming);
        Assert.Null(
            await lab.QueryScalarAsync<string>(2, "SELECT to_regclass('written_on_the_wrong_side')::text", Cancellation)
        );
    }

    [Fact]
    public async Task The_old_primary_rejoins_the_new_one_and_its_standbys_come_along()
    {
        var lab = await fixture.HealthyAsync();
        await lab.PromoteAsync(2, Cancellation);
        await lab.ExecuteAsync(1, "CREATE TABLE IF NOT EXISTS written_on_the_old_side ()", Cancellation);

        var rejoined = await lab.RejoinAsync(1, cancellationToken: Cancellation);
        await lab.ExecuteAsync(2, "CREATE TABLE IF NOT EXISTS written_after ()", Cancellation);

        Assert.Equal(["node-1", "node-3"], rejoined.Copied.Select(instance => instance.Name));
        var status = await lab.StatusAsync(Cancellation);
        Assert.Equal([false, true, false], status.Instances.Select(instance => instance.IsPrimary));
        Assert.Equal(["node-2", null, "node-2"], status.Instances.Select(instance => instance.Upstream));
        foreach (var standby in (int[])[1, 3])
            await LabWait.UntilAsync(async () =>
                await lab.QueryScalarAsync<string>(standby, "SELECT to_regclass('written_after')::text", Cancellation)
                    is not null
            );
    }

    [Fact]
    public async Task A_rejoin_among_several_primaries_wants_to_know_which()
    {
        var lab = await fixture.HealthyAsync();
        await lab.PromoteAsync(2, Cancellation);

        var failure = await Assert.ThrowsAsync<LabException>(() => lab.RejoinAsync(3, cancellationToken: Cancellation));
        var rejoined = await lab.RejoinAsync(3, primaryNumber: 2, Cancellation);

        Assert.Contains("node-1 and node-2", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--primary", failure.Message, StringComparison.Ordinal);
        Assert.Equal("node-2", rejoined.Primary.Name);
    }

    [Fact]
    public async Task What_cannot_be_done_says_why()
    {
        var lab = await fixture.HealthyAsync();

        await SaysAsync("node-1 is a primary already", () => lab.PromoteAsync(1, Cancellation));
        await SaysAsync("has no instance 4: its instances are 1 to 3", () => lab.KillAsync(4, Cancellation));
        await SaysAsync("node-2 runs already", () => lab.StartAsync(2, Cancellation));
        await SaysAsync("No other instance", () => lab.RejoinAsync(1, cancellationToken: Cancellation));
        await SaysAsync("node-3 is no primary", () => lab.RejoinAsync(1, primaryNumber: 3, Cancellation));

        static async Task SaysAsync(string words, Func<Task> action)
        {
            var failure = await Assert.ThrowsAsync<LabException>(action);
            Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        }
    }
}
