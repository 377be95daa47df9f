using Npgsql;
using Primacy.Lab;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;
using Xunit;

namespace Primacy.Tests.Lab;

public sealed class LabLifeTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_labs_run_side_by_side_and_leave_nothing_behind()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        await using (first)
        await using (second)
        {
            var identifiers = new[]
            {
                await first.QueryScalarAsync<long>(
                    1,
                    "SELECT system_identifier FROM pg_control_system()",
                    Cancellation
                ),
                await second.QueryScalarAsync<long>(
                    1,
                    "SELECT system_identifier FROM pg_control_system()",
                    Cancellation
                ),
            };
            Assert.Equal(2, identifiers.Distinct().Count());
        }

        foreach (var lab in (LabCluster[])[first, second])
        {
            Assert.False(Directory.Exists(lab.Directory));
            Assert.Empty(ProcessTable.In(lab.Instances[0].DataDirectory));
        }
    }

    [Fact]
    public async Task A_name_is_taken_once_and_a_missing_lab_names_those_there_are()
    {
        await using var lab = await StartAsync();

        var taken = await Assert.ThrowsAsync<LabException>(() =>
            LabCluster.StartAsync(new LabOptions { Name = lab.Name, Instances = 1 }, null, Cancellation)
        );
        var missing = await Assert.ThrowsAsync<LabException>(() =>
            LabCluster.AttachAsync("no-such-lab", null, TimeProvider.System, Cancellation)
        );

        Assert.Contains("already up", taken.Message, StringComparison.Ordinal);
        Assert.Contains(lab.Name, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lab_whose_owner_was_killed_is_cleared_away_by_the_next()
    {
        await using var orphan = await StartAsync();
        orphan.Freeze(1);
        var directory = new LabDirectory(orphan.Directory);
        directory.Write(directory.ReadManifest()! with { Owner = new LabOwner(Environment.ProcessId, StartTime: "0") });

        await using var next = await StartAsync();

        Assert.False(Directory.Exists(orphan.Directory));
        Assert.Empty(ProcessTable.In(orphan.Instances[0].DataDirectory));
    }

    [Fact]
    public async Task A_frozen_and_a_cut_off_lab_goes_away_all_the_same()
    {
        var lab = await StartAsync();
        await lab.PartitionAsync(1, Cancellation);
        lab.Freeze(1);

        await lab.DisposeAsync();

        Assert.False(Directory.Exists(lab.Directory));
        Assert.Empty(ProcessTable.In(lab.Instances[0].DataDirectory));
    }

    [Fact]
    public async Task The_watchers_role_gets_in_with_the_labs_password_and_no_other()
    {
        await using var lab = await StartAsync();

        await using var right = new NpgsqlConnection($"{lab.ConnectionString(1)};Pooling=false");
        await right.OpenAsync(Cancellation);
        await using var wrong = new NpgsqlConnection($"{lab.ConnectionString(1)};Pooling=false;Password=wrong");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => wrong.OpenAsync(Cancellation));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Theory]
    [InlineData("Upper Case", 1, null, "is no name for a lab")]
    [InlineData("fine", 0, null, "1 to 9 instances, not 0")]
    [InlineData("fine", 10, null, "1 to 9 instances, not 10")]
    [InlineData("fine", 1, 12, "PostgreSQL 12 is not supported: ask for 13 to 18")]
    public async Task A_lab_that_cannot_be_is_refused_with_the_reason(
        string name,
        int instances,
        int? postgres,
        string reason
    )
    {
        var options = new LabOptions
        {
            Name = name,
            Instances = instances,
            PostgresMajor = postgres,
        };

        var failure = await Assert.ThrowsAsync<LabException>(() => LabCluster.StartAsync(options, null, Cancellation));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    static Task<LabCluster> StartAsync() =>
        LabCluster.StartAsync(new LabOptions { Name = LabFixture.UniqueName(), Instances = 1 }, null, Cancellation);
}
