using System.Net.Sockets;
using Npgsql;
using Primacy.Lab.Kubernetes.Node;

namespace Primacy.Lab.Kubernetes.Repmgr;

/// <summary>Asks the other pods who is primary, in their own tables.</summary>
internal sealed class RepmgrPartners(RepmgrSettings settings, PodAddresses addresses)
{
    const string Question = "SELECT node_name FROM repmgr.show_nodes WHERE type = 'primary' AND active";

    /// <summary>
    /// The primary that all who answer agree on; null when nobody answers, or when two answer differently.
    /// </summary>
    public async Task<string?> FindPrimaryAsync(CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(settings.Partners.Select(partner => AskAsync(partner, cancellation)));
        return answers.OfType<string>().Distinct().ToList() is [var one] ? one : null;
    }

    /// <summary>Whom one pod takes for the primary; null when it does not answer.</summary>
    public async Task<string?> AskAsync(string partner, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder
                {
                    Host = addresses.Resolve(partner),
                    Port = settings.Port,
                    Username = settings.User,
                    Password = settings.Password,
                    Database = settings.Database,
                    Timeout = (int)settings.ConnectTimeout.TotalSeconds,
                    CommandTimeout = (int)settings.ConnectTimeout.TotalSeconds,
                    Pooling = false,
                }.ConnectionString
            );
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(Question, connection);
            return await command.ExecuteScalarAsync(cancellation) is string node ? HostOf(node) : null;
        }
        catch (Exception silent) when (silent is NpgsqlException or SocketException or TimeoutException)
        {
            return null;
        }
    }

    string? HostOf(string node) => settings.Partners.FirstOrDefault(partner => partner.Split('.')[0] == node);
}
