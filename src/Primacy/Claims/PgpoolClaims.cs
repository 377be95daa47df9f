using System.Globalization;
using Npgsql;
using Primacy.Probing;
using Primacy.Topology;

namespace Primacy.Claims;

/// <summary>Asks one pgpool for what it takes its backends for.</summary>
/// <remarks>
/// Without quorum: a pgpool speaks for itself, and whether its watchdog has a majority is not to be seen over SQL. See
/// https://www.pgpool.net/docs/latest/en/html/sql-show-pool-nodes.html.
/// </remarks>
internal sealed class PgpoolClaims(ConnectionSettings settings, TimeSpan timeout, TimeProvider time) : IClaimSource
{
    readonly SqlLine _line = new(settings, timeout, time);

    public async Task<Claim> AskAsync(CancellationToken cancellation)
    {
        var asked = time.GetUtcNow();
        try
        {
            var members = await _line.AskAsync(ReadAsync, cancellation);
            return members.Count > 0 ? Claim(asked, members, null) : Claim(asked, [], "names no backends");
        }
        catch (ClaimException fault)
        {
            return Claim(asked, [], fault.Message);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return Claim(asked, [], Words(e));
        }
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    static async Task<EquatableArray<ClaimedMember>> ReadAsync(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var stream = DriverSocket.StreamOf(connection);
        return [.. (await SimpleQuery.AskAsync(stream, "SHOW POOL_NODES", cancellation)).Select(Member)];
    }

    /// <summary>By name: between 4.0 and 4.6 columns were added in the middle.</summary>
    static ClaimedMember Member(IReadOnlyDictionary<string, string> row)
    {
        var (role, status) = (row.GetValueOrDefault("role"), row.GetValueOrDefault("status"));
        return new ClaimedMember(
            ClaimText.Clean($"node {row.GetValueOrDefault("node_id", "?")}"),
            ClaimText.CleanHost(row.GetValueOrDefault("hostname")),
            int.TryParse(row.GetValueOrDefault("port"), CultureInfo.InvariantCulture, out var port) ? port : null,
            RoleOf(role, status),
            ClaimText.Clean($"{role ?? "no role"}, {status ?? "no status"}")
        );
    }

    /// <summary>
    /// A backend that pgpool has detached is shown as a standby whatever it was, so that its role is none. Roles of
    /// other modes than streaming replication ("main", "replica") say nothing of recovery.
    /// </summary>
    static Role? RoleOf(string? role, string? status) =>
        (role, status) switch
        {
            (_, not ("up" or "waiting")) => null,
            ("primary", _) => Role.Primary,
            ("standby", _) => Role.Standby,
            _ => null,
        };

    string Words(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UndefinedObject }
            ? "is not what answers: this is PostgreSQL itself; name pgpool's own port, which is 9999 unless set otherwise"
            : $"cannot be asked: {_line.Explain(exception).Words}";

    Claim Claim(DateTimeOffset asked, EquatableArray<ClaimedMember> members, string? fault) =>
        new()
        {
            Manager = "pgpool",
            Source = string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}"),
            At = asked,
            Members = members,
            Fault = fault,
        };
}
