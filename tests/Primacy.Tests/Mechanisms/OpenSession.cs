using Npgsql;
using Primacy.Lab;

namespace Primacy.Tests.Mechanisms;

/// <summary>A client that stays connected, whatever becomes of its server.</summary>
internal sealed class OpenSession : IAsyncDisposable
{
    readonly NpgsqlConnection _connection;

    OpenSession(NpgsqlConnection connection) => _connection = connection;

    public static async Task<OpenSession> OnAsync(LabCluster lab, int number)
    {
        var settings = new NpgsqlConnectionStringBuilder(lab.ConnectionString(number, LabCluster.SuperuserRole))
        {
            Pooling = false,
            ApplicationName = "orders",
        };
        var session = new OpenSession(new NpgsqlConnection(settings.ConnectionString));
        await session._connection.OpenAsync(Story.Cancellation);
        return session;
    }

    /// <summary>Commits an order, or throws.</summary>
    public async Task OrderAsync()
    {
        await using var order = new NpgsqlCommand("INSERT INTO orders (placed) VALUES ('late')", _connection);
        await order.ExecuteNonQueryAsync(Story.Cancellation);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
