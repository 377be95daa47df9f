using System.Net.Sockets;
using Npgsql;
using Primacy.Lab.Kubernetes.Repmgr;

namespace Primacy.Lab.Kubernetes;

internal sealed partial class KubernetesLab
{
    /// <summary>A superuser's connection to the PostgreSQL of one pod.</summary>
    public string ConnectionStringOf(string pod) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _addresses.Of(Release.Namespace, pod),
            Port = Release.Port,
            Username = RepmgrSettings.Superuser,
            Password = Release.Password,
            Database = RepmgrSettings.Superuser,
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 5,
        }.ConnectionString;

    /// <summary>Those of the pods that are primaries, by their own word.</summary>
    public async Task<IReadOnlyList<string>> PrimariesAsync(CancellationToken cancellation)
    {
        var primaries = new List<string>();
        foreach (var pod in Release.Pods)
        {
            try
            {
                if (await QueryAsync<bool>(pod, "SELECT NOT pg_is_in_recovery()", cancellation))
                    primaries.Add(pod);
            }
            catch (Exception silent) when (silent is NpgsqlException or SocketException or TimeoutException)
            {
                // It does not run.
            }
        }
        return primaries;
    }

    /// <summary>The first column of the first row, from the PostgreSQL of one pod.</summary>
    public async Task<T?> QueryAsync<T>(string pod, string sql, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringOf(pod));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation) is T value ? value : default;
    }

    /// <summary>The primary, where there is one and all other pods stream from it; null otherwise.</summary>
    public async Task<string?> OnePrimaryAsync(CancellationToken cancellation)
    {
        const string Streaming = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
        return
            await PrimariesAsync(cancellation) is [var primary]
            && await QueryAsync<long>(primary, Streaming, cancellation) == Release.Replicas - 1
            ? primary
            : null;
    }
}
