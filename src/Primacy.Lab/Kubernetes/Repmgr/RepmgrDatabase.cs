using System.Net.Sockets;
using Npgsql;

namespace Primacy.Lab.Kubernetes.Repmgr;

/// <summary>The PostgreSQL of one pod, asked as its superuser.</summary>
internal sealed class RepmgrDatabase(RepmgrSettings settings, string address)
{
    /// <summary>Makes repmgr's role and database, also where an earlier start was ended in the middle.</summary>
    public async Task MakeRepmgrAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        var (user, database) = (settings.User, settings.Database);
        if (!await ExistsAsync($"SELECT FROM pg_roles WHERE rolname = '{user}'"))
            await ExecuteAsync($"CREATE ROLE {user} SUPERUSER LOGIN PASSWORD '{settings.Password}'");
        if (!await ExistsAsync($"SELECT FROM pg_database WHERE datname = '{database}'"))
            await ExecuteAsync($"CREATE DATABASE {database} OWNER {user}");

        async Task<bool> ExistsAsync(string query)
        {
            await using var command = new NpgsqlCommand($"SELECT EXISTS ({query})", connection);
            return await command.ExecuteScalarAsync(cancellation) is true;
        }

        async Task ExecuteAsync(string statement)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Whether it answers, and with true.</summary>
    public async Task<bool> IsTrueAsync(string sql, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(cancellation) is true;
        }
        catch (Exception silent) when (silent is NpgsqlException or SocketException or TimeoutException)
        {
            return false;
        }
    }

    async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder
            {
                Host = address,
                Port = settings.Port,
                Username = RepmgrSettings.Superuser,
                Password = settings.SuperuserPassword,
                Database = RepmgrSettings.Superuser,
                Timeout = (int)settings.ConnectTimeout.TotalSeconds,
                CommandTimeout = (int)settings.ConnectTimeout.TotalSeconds,
                Pooling = false,
            }.ConnectionString
        );
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
