using System.Text.Json;
using Primacy.Lab.Networking;
using Primacy.Lab.Proxying;

namespace Primacy.Lab.Registry;

/// <summary>The directory of one lab, and the files in it.</summary>
internal sealed record LabDirectory(string Path)
{
    public string ControlSocket => System.IO.Path.Combine(Path, "proxy.sock");

    /// <summary>libpq's password file for everything that connects through the proxy.</summary>
    public string PasswordFile => System.IO.Path.Combine(Path, "pgpass");

    public string ProxyLog => System.IO.Path.Combine(Path, "proxy.log");

    public string RoutesLock => System.IO.Path.Combine(Path, "routes.lock");

    public string ServersLock => System.IO.Path.Combine(Path, "servers.lock");

    public bool Exists => File.Exists(ManifestFile);

    string ManifestFile => System.IO.Path.Combine(Path, "lab.json");

    string RoutesFile => System.IO.Path.Combine(Path, "routes.json");

    /// <summary>Null when there is none that can be read, as when its maker was killed early.</summary>
    public LabManifest? ReadManifest()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(ManifestFile), LabJson.Default.LabManifest);
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(LabManifest manifest) =>
        Replace(ManifestFile, JsonSerializer.Serialize(manifest, LabJson.Default.LabManifest));

    public Routes ReadRoutes() =>
        File.Exists(RoutesFile)
            ? JsonSerializer.Deserialize(File.ReadAllText(RoutesFile), LabJson.Default.Routes) ?? new Routes()
            : new Routes();

    public void Write(Routes routes) => Replace(RoutesFile, JsonSerializer.Serialize(routes, LabJson.Default.Routes));

    public IReadOnlyList<LabInstance> Instances() => ReadManifest() is { } manifest ? Instances(manifest) : [];

    public IReadOnlyList<LabInstance> Instances(LabManifest manifest) =>
        [
            .. manifest.Instances.Select(ports =>
            {
                var name = LabInstance.NameOf(ports.Number);
                return new LabInstance
                {
                    Number = ports.Number,
                    Host = manifest.Subnet is { } subnet ? Subnet.Instance(subnet, ports.Number) : LabInstance.Loopback,
                    Port = ports.Port,
                    RealPort = ports.RealPort,
                    UpstreamPort = ports.UpstreamPort,
                    DataDirectory = System.IO.Path.Combine(Path, name),
                    SocketDirectory = Path,
                    LogFile = System.IO.Path.Combine(Path, $"{name}.log"),
                };
            }),
        ];

    /// <summary>In one step, so that nobody reads half of it, and readable for its owner alone.</summary>
    public static void Replace(string file, string content)
    {
        var draft = $"{file}.new";
        File.WriteAllText(draft, content);
        File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(draft, file, overwrite: true);
    }
}
