using Npgsql;

namespace Primacy.Lab;

/// <summary>
/// Clients of an application that notices nothing: each keeps a connection to one instance and inserts a row again and
/// again, and connects anew when it is cut off.
/// </summary>
internal sealed class LabClients : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    readonly CancellationTokenSource _stop = new();
    readonly Task _work;
    long _rows;

    LabClients(string connectionString, int count, TimeProvider time) =>
        _work = Task.WhenAll(
            Enumerable.Range(0, count).Select(_ => Task.Run(() => WriteAsync(connectionString, time)))
        );

    /// <summary>Rows that were committed.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>The table they write to is created first, on a primary.</summary>
    public static async Task PrepareAsync(LabCluster lab, int primary, CancellationToken cancellationToken) =>
        await lab.ExecuteAsync(
            primary,
            "CREATE TABLE IF NOT EXISTS orders (id bigserial PRIMARY KEY, placed timestamptz DEFAULT now())",
            cancellationToken
        );

    public static LabClients Start(LabCluster lab, int number, int count, TimeProvider time)
    {
        var settings = new NpgsqlConnectionStringBuilder(lab.ConnectionString(number, LabCluster.SuperuserRole))
        {
            ApplicationName = "orders",
            Pooling = false,
        };
        return new LabClients(settings.ConnectionString, count, time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    async Task WriteAsync(string connectionString, TimeProvider time)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(_stop.Token);
                await using var insert = new NpgsqlCommand("INSERT INTO orders DEFAULT VALUES", connection);
                while (true)
                {
                    await insert.ExecuteNonQueryAsync(_stop.Token);
                    Interlocked.Increment(ref _rows);
                    await Task.Delay(Pause, time, _stop.Token);
                }
            }
            catch (Exception fault) when (fault is NpgsqlException or OperationCanceledException)
            {
                // A client that is cut off tries again, as applications do; the pause keeps it from spinning.
                await Task.Delay(Pause, time, CancellationToken.None);
            }
        }
    }
}
