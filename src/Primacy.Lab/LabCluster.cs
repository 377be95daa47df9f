using System.Globalization;
using Npgsql;
using Primacy.Lab.Binaries;
using Primacy.Lab.Networking;
using Primacy.Lab.Proxying;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;

namespace Primacy.Lab;

/// <summary>
/// A cluster of real PostgreSQL servers on this machine, to be broken at will. Started, it ends with this process or
/// when disposed; attached to, it goes on.
/// </summary>
internal sealed partial class LabCluster : IAsyncDisposable
{
    public const string SuperuserRole = "postgres";
    public const string MonitorRole = "primacy";

    readonly LabDirectory _directory;
    readonly ILabNetwork _network;
    readonly ServerAccount _account;
    readonly TimeProvider _time;
    readonly IReadOnlyList<PostgresServer> _servers;
    LabManifest _manifest;
    bool _isOwned;

    LabCluster(LabDirectory directory, LabManifest manifest, ServerAccount account, TimeProvider time)
    {
        _directory = directory;
        _manifest = manifest;
        _account = account;
        _time = time;
        _network = manifest.Subnet is { } subnet
            ? new NamespaceNetwork(directory, subnet, time)
            : new LabProxy(directory, manifest.ProxyCommand, time);
        var binaries = new PostgresBinaries(
            manifest.PostgresMajor,
            manifest.PostgresVersion,
            manifest.PostgresDirectory
        );
        Instances = directory.Instances(manifest);
        _servers =
        [
            .. Instances.Select(instance => new PostgresServer(
                instance,
                binaries,
                account,
                _network.Entrance(instance.Number),
                time
            )),
        ];
    }

    public string Name => _manifest.Name;

    public string Directory => _directory.Path;

    public string PostgresVersion => _manifest.PostgresVersion;

    public int PostgresMajor => _manifest.PostgresMajor;

    /// <summary>Of every role the lab made: the superuser, the one for the watcher, the one for replication.</summary>
    public string Password => _manifest.Password;

    /// <summary>In libpq's format (.pgpass), with the passwords of all instances.</summary>
    public string PasswordFile => _directory.PasswordFile;

    /// <summary>In the order of their numbers, which begin at 1.</summary>
    public IReadOnlyList<LabInstance> Instances { get; }

    /// <summary>Joins a lab that runs already, after clearing away those whose owner was killed.</summary>
    public static async Task<LabCluster> AttachAsync(
        string name,
        string? baseDirectory,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var registry = await LabRegistry.OpenAsync(baseDirectory, time);
        using var held = await registry.LockAsync(cancellationToken);
        await registry.SweepAsync(progress: null, cancellationToken);
        var (directory, manifest) = registry.Find(name);
        return new LabCluster(directory, manifest, ServerAccount.Choose(), time);
    }

    /// <summary>For Npgsql, through the proxy.</summary>
    public string ConnectionString(int number, string user = MonitorRole, string database = "postgres") =>
        new NpgsqlConnectionStringBuilder
        {
            Host = ServerOf(number).Instance.Host,
            Port = ServerOf(number).Instance.Port,
            Username = user,
            Password = Password,
            Database = database,
            SslMode = SslMode.Disable,
        }.ConnectionString;

    /// <summary>For libpq and its like: every instance, through the proxy, without the password.</summary>
    public string Conninfo()
    {
        var hosts = string.Join(',', Instances.Select(instance => instance.Host));
        var ports = string.Join(',', Instances.Select(instance => instance.Port));
        return $"host={hosts} port={ports} user={MonitorRole} dbname=postgres";
    }

    /// <summary>Runs SQL as superuser, past the proxy.</summary>
    public async Task ExecuteAsync(int number, string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(number, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// The first column of the first row, as superuser, past the proxy; default for none and for null.
    /// </summary>
    public async Task<T?> QueryScalarAsync<T>(int number, string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(number, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var hasValue = await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken);
        return hasValue ? await reader.GetFieldValueAsync<T>(0, cancellationToken) : default;
    }

    /// <summary>Lets the lab outlive this process, until somebody takes it down.</summary>
    public void Keep()
    {
        if (_manifest is { ProxyCommand: null, Subnet: null })
            throw new InvalidOperationException("The proxy runs in this process, so the lab cannot outlive it.");
        _manifest = _manifest with { IsKept = true };
        _directory.Write(_manifest);
        _isOwned = false;
    }

    /// <summary>Ends the lab, whatever state it is in, and removes every trace of it.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        _isOwned = false;
        await _network.DisposeAsync();
        await LabRemoval.RemoveAsync(_directory, _time, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOwned)
            await RemoveAsync(CancellationToken.None);
        else
            await _network.DisposeAsync();
    }

    async Task<NpgsqlConnection> OpenAsync(int number, CancellationToken cancellationToken)
    {
        var instance = ServerOf(number).Instance;
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = instance.SocketDirectory,
            Port = instance.RealPort,
            Username = SuperuserRole,
            Database = "postgres",
            ApplicationName = "primacy lab",
            Pooling = false,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    PostgresServer ServerOf(int number) =>
        _servers.FirstOrDefault(server => server.Instance.Number == number)
        ?? throw new LabException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The lab '{Name}' has no instance {number}: its instances are 1 to {_servers.Count}."
            )
        );
}
