using System.Text.RegularExpressions;
using Primacy.Lab.Binaries;
using Primacy.Lab.Networking;
using Primacy.Lab.Proxying;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;

namespace Primacy.Lab;

internal sealed partial class LabCluster
{
    const int StartAttemptsMax = 3;

    /// <summary>Starts instance 1 as the primary and the others as its standbys, and returns when all stream.</summary>
    public static async Task<LabCluster> StartAsync(
        LabOptions options,
        IProgress<string>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        Check(options);
        var account = ServerAccount.Choose();
        var registry = await LabRegistry.OpenAsync(options.BaseDirectory, options.Time);
        var binaries = await PostgresSource.GetAsync(options.PostgresMajor, account, progress, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var lab = await CreateAsync(registry, options, binaries, account, progress, cancellationToken);
            try
            {
                await lab.BootAsync(progress, cancellationToken);
                return lab;
            }
            catch (LabException failure) when (failure.IsPortTaken && attempt < StartAttemptsMax)
            {
                progress?.Report("Another process took a port; starting over with others");
                await lab.DisposeAsync();
            }
            catch (Exception)
            {
                await lab.DisposeAsync();
                throw;
            }
        }
    }

    static void Check(LabOptions options)
    {
        if (!NamePattern().IsMatch(options.Name))
            throw new LabException(
                $"'{options.Name}' is no name for a lab: use up to 32 lower-case letters, digits and hyphens."
            );
        if (options.Network is LabNetworkKind.Namespaces)
            NamespaceNetwork.Check();
        if (options.Instances is < 1 or > LabOptions.InstancesMax)
            throw new LabException($"A lab has 1 to {LabOptions.InstancesMax} instances, not {options.Instances}.");
    }

    static async Task<LabCluster> CreateAsync(
        LabRegistry registry,
        LabOptions options,
        PostgresBinaries binaries,
        ServerAccount account,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        using var held = await registry.LockAsync(cancellationToken);
        await registry.SweepAsync(progress, cancellationToken);
        var ports = PortPicker.Pick(options.Instances * 3, registry.Ports());
        var manifest = new LabManifest
        {
            Name = options.Name,
            Owner = LabOwner.ThisProcess(),
            IsKept = false,
            PostgresDirectory = binaries.Directory,
            PostgresVersion = binaries.Version,
            PostgresMajor = binaries.Major,
            Password = Random.Shared.GetHexString(24, lowercase: true),
            Subnet = options.Network is LabNetworkKind.Namespaces ? FreeSubnet(registry) : null,
            ProxyCommand = options.ProxyCommand,
            Instances = [.. ports.Chunk(3).Select((three, index) => Ports(index + 1, three, options.Network))],
        };
        var directory = registry.Create(options.Name, account);
        directory.Write(manifest);
        return new LabCluster(directory, manifest, account, options.Time) { _isOwned = true };
    }

    static string FreeSubnet(LabRegistry registry) =>
        Subnet.Pick([.. registry.List().Select(lab => lab.Manifest.Subnet).OfType<string>()]);

    /// <summary>Nothing stands before a server that has an address of its own.</summary>
    static InstancePorts Ports(int number, int[] three, LabNetworkKind network) =>
        network is LabNetworkKind.Namespaces
            ? new InstancePorts(number, three[0], three[0], three[0])
            : new InstancePorts(number, three[0], three[1], three[2]);

    async Task BootAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var (primary, standbys) = (_servers[0], _servers.Skip(1).ToList());
        var upstreams = standbys.ToDictionary(server => server.Instance.Number, _ => primary.Instance.Number);
        _directory.Write(new Routes { Upstreams = upstreams });
        LabDirectory.Replace(PasswordFile, PasswordLines());

        progress?.Report($"Creating a database cluster of PostgreSQL {PostgresVersion}");
        await Task.WhenAll(_network.StartAsync(cancellationToken), primary.InitializeAsync(cancellationToken));
        ServerConfiguration.Write(primary.Instance, _account);
        await Task.WhenAll(
            standbys.Select(server => Task.Run(() => CopyCold(primary.Instance, server.Instance), cancellationToken))
        );
        progress?.Report($"Starting {primary.Instance.Name}");
        await primary.StartAsync(cancellationToken);
        await ExecuteAsync(primary.Instance.Number, Roles(), cancellationToken);
        await _network.RefreshAsync(cancellationToken);
        if (standbys is not [])
            progress?.Report(
                $"Starting its standbys: {string.Join(", ", standbys.Select(server => server.Instance.Name))}"
            );
        await Task.WhenAll(standbys.Select(server => server.StartAsync(cancellationToken)));
        await _network.RefreshAsync(cancellationToken);
        await StreamingAsync(primary, standbys, cancellationToken);
    }

    /// <summary>Before its first start, a copy of the files is a standby that lacks nothing.</summary>
    void CopyCold(LabInstance primary, LabInstance standby)
    {
        new DataDirectoryCopy(_account, isRunning: false).Copy(primary.DataDirectory, standby.DataDirectory);
        ServerConfiguration.Write(standby, _account);
        MakeStandby(standby, primary);
    }

    string Roles() =>
        $"""
            ALTER ROLE {SuperuserRole} PASSWORD '{Password}';
            CREATE ROLE {ServerConfiguration.ReplicationRole} LOGIN REPLICATION PASSWORD '{Password}';
            CREATE ROLE {MonitorRole} LOGIN REPLICATION PASSWORD '{Password}';
            GRANT pg_monitor TO {MonitorRole};
            """;

    string PasswordLines() =>
        string.Concat(Instances.Select(instance => $"{instance.Host}:{instance.Port}:*:*:{Password}\n"));

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,31}\z")]
    private static partial Regex NamePattern();
}
