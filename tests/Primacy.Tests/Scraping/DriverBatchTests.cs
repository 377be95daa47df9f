using Npgsql;
using Primacy.Lab;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>
/// Why a scrape's exchange goes round the driver (<c>Scraping/Wire</c>), on a real server. Should one of these fail,
/// the driver has learnt what it could not do, and that code may have become superfluous.
/// </summary>
public sealed class DriverBatchTests(SharedServers servers) : IClassFixture<SharedServers>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The server answers it. The driver reads past it, in search of the end of the batch.</summary>
    [Fact]
    public async Task Its_batches_show_nothing_of_what_is_answered_behind_a_failure_even_with_barriers_between()
    {
        await using var connection = await OpenAsync();
        await using var create = new NpgsqlCommand("CREATE TEMPORARY SEQUENCE answered", connection);
        await create.ExecuteNonQueryAsync(Cancellation);
        await using var batch = BatchOf(connection, "SELECT 1", "SELECT 1/0", "SELECT nextval('answered')", "SELECT 3");

        await using (var reader = await batch.ExecuteReaderAsync(Cancellation))
        {
            Assert.True(await reader.ReadAsync(Cancellation));
            var failure = await Assert.ThrowsAsync<PostgresException>(() => reader.NextResultAsync(Cancellation));
            Assert.Equal(PostgresErrorCodes.DivisionByZero, failure.SqlState);
            Assert.False(await reader.NextResultAsync(Cancellation));
            Assert.False(await reader.ReadAsync(Cancellation));
        }

        await using var next = new NpgsqlCommand("SELECT nextval('answered')", connection);
        Assert.Equal(2L, await next.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task Its_batches_tell_of_several_failures_at_once()
    {
        await using var connection = await OpenAsync();
        await using var batch = BatchOf(connection, "SELECT 1", "SELECT 1/0", "SELECT 2", "SELECT nobody");

        await using var reader = await batch.ExecuteReaderAsync(Cancellation);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => reader.NextResultAsync(Cancellation));

        var all = Assert.IsType<AggregateException>(failure.InnerException ?? failure).InnerExceptions;
        Assert.Equal(
            [PostgresErrorCodes.DivisionByZero, PostgresErrorCodes.UndefinedColumn],
            all.Cast<PostgresException>().Select(one => one.SqlState)
        );
    }

    async Task<NpgsqlConnection> OpenAsync()
    {
        var settings = servers.Lab.Lab.ConnectionString(1, LabCluster.SuperuserRole);
        var connection = new NpgsqlConnection(settings + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    static NpgsqlBatch BatchOf(NpgsqlConnection connection, params ReadOnlySpan<string> questions)
    {
        var batch = new NpgsqlBatch(connection) { EnableErrorBarriers = true };
        foreach (var question in questions)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(question));
        return batch;
    }
}
