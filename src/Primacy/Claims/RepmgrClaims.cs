using System.Globalization;
using Npgsql;
using Primacy.Probing;
using Primacy.Topology;

namespace Primacy.Claims;

/// <summary>
/// Asks one member's copy of repmgr's metadata. It is a table that replication carries along, and so says what the
/// member's branch of history says: after a split there are two. There is no quorum in it.
/// </summary>
/// <param name="instance">Whose copy it is.</param>
/// <param name="settings">How the member is connected to, the database replaced by repmgr's.</param>
/// <param name="timeout">How long one question may take.</param>
/// <param name="time">The clock.</param>
internal sealed class RepmgrClaims(
    InstanceId instance,
    ConnectionSettings settings,
    TimeSpan timeout,
    TimeProvider time
) : IClaimSource
{
    const int MembersMax = 256;

    /// <summary>
    /// The schema is always this one. See https://www.repmgr.org/docs/current/repmgr-administration-manual.html.
    /// </summary>
    static readonly string Question = string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT node_name::text, type::text, active, left(conninfo, 2000) FROM repmgr.nodes ORDER BY node_id LIMIT {MembersMax}"
    );

    readonly SqlLine _line = new(settings, timeout, time);

    public async Task<Claim> AskAsync(CancellationToken cancellation)
    {
        var asked = time.GetUtcNow();
        try
        {
            var members = await _line.AskAsync(ReadAsync, cancellation);
            return members.Count > 0
                ? Claim(asked, members, null)
                : Claim(
                    asked,
                    [],
                    "knows no nodes: repmgr.nodes is empty; is this the database of repmgr.conf's conninfo?"
                );
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
        await using var question = new NpgsqlCommand(Question, connection);
        await using var reader = await question.ExecuteReaderAsync(cancellation);
        var members = new List<ClaimedMember>();
        while (await reader.ReadAsync(cancellation))
        {
            var (type, isActive) = (reader.GetString(1), reader.GetBoolean(2));
            // The conninfo may hold a password, so nothing but these two words of it goes any further.
            var conninfo = reader.GetString(3);
            var host = Conninfo.Find(conninfo, "host") ?? Conninfo.Find(conninfo, "hostaddr");
            members.Add(
                new ClaimedMember(
                    ClaimText.Clean(reader.GetString(0)),
                    ClaimText.CleanHost(host),
                    host is null ? null : Port(Conninfo.Find(conninfo, "port")),
                    isActive ? RoleOf(type) : null,
                    ClaimText.Clean($"{type}, {(isActive ? "active" : "inactive")}")
                )
            );
        }
        return [.. members];
    }

    /// <summary>
    /// A witness is a server of its own, no part of the cluster. Whoever is inactive has failed in repmgr's eyes and
    /// has no role, though its row still names the last one.
    /// </summary>
    static Role? RoleOf(string type) =>
        type switch
        {
            "primary" => Role.Primary,
            "standby" => Role.Standby,
            _ => null,
        };

    static int? Port(string? text) =>
        text is null ? 5432
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
        : null;

    string Words(Exception exception)
    {
        var (failure, words) = _line.Explain(exception);
        return (exception, failure) switch
        {
            (PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or "3F000" }, _) =>
                $"keeps no nodes in the database {settings.Database}: name the right one with managers: repmgr: database",
            (
                PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege, Routine: not "InitPostgres" },
                _
            ) => $"cannot be read, for lack of rights in the database {settings.Database}: "
                + $"GRANT USAGE ON SCHEMA repmgr TO {Grantee}; GRANT SELECT ON repmgr.nodes TO {Grantee}",
            (_, ProbeFailure.DatabaseMissing) =>
                $"cannot be asked: {words}; name the right database with managers: repmgr: database",
            _ => $"cannot be asked: {words}",
        };
    }

    /// <summary>Our role as SQL wants it written.</summary>
    string Grantee =>
        settings.User.All(c => char.IsAsciiLetterLower(c) || c == '_')
            ? settings.User
            : $"\"{settings.User.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    Claim Claim(DateTimeOffset asked, EquatableArray<ClaimedMember> members, string? fault) =>
        new()
        {
            Manager = "repmgr",
            Source = instance.Name,
            At = asked,
            Members = members,
            Fault = fault,
        };
}
