using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Registry;

/// <summary>All labs of one user on this machine.</summary>
internal sealed class LabRegistry
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Linux takes no longer path for a socket (107 bytes), and the longest one here is .s.PGSQL.12345.lock.
    /// </summary>
    const int PathLengthMax = 85;

    readonly string _path;
    readonly TimeProvider _time;

    LabRegistry(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
    }

    /// <summary>
    /// Not under the temporary directory of the session, which may be deep, and which the servers' account may not
    /// enter.
    /// </summary>
    public static async Task<LabRegistry> OpenAsync(string? path, TimeProvider time)
    {
        var user = Native.EffectiveUserId();
        path = Path.GetFullPath(path ?? string.Create(CultureInfo.InvariantCulture, $"/tmp/primacy-lab-{user}"));
        // The servers' account must pass through, and nobody else needs to read.
        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var owner = await Cli.Wrap("stat").WithArguments(["-c", "%u %F", path]).ExecuteBufferedAsync();
        if (owner.StandardOutput.Trim() != string.Create(CultureInfo.InvariantCulture, $"{user} directory"))
            throw new LabException($"'{path}' belongs to somebody else, so labs cannot live there. Remove it.");
        return new LabRegistry(path, time);
    }

    public Task<IDisposable> LockAsync(CancellationToken cancellationToken) =>
        FileLock.TakeAsync(Path.Combine(_path, ".lock"), _time, cancellationToken);

    /// <summary>Every lab's directory, by the lab's name.</summary>
    public IReadOnlyList<(LabDirectory Directory, LabManifest Manifest)> List() =>
        [
            .. Directories()
                .Select(directory => (Directory: directory, Manifest: directory.ReadManifest()))
                .Where(lab => lab.Manifest is not null)
                .Select(lab => (lab.Directory, lab.Manifest!))
                .OrderBy(lab => lab.Item2.Name, StringComparer.Ordinal),
        ];

    /// <summary>Every port that belongs to a lab, whether or not its server is up.</summary>
    public IReadOnlyCollection<int> Ports() =>
        [
            .. List()
                .SelectMany(lab => lab.Manifest.Instances)
                .SelectMany(instance => (int[])[instance.Port, instance.RealPort, instance.UpstreamPort]),
        ];

    public (LabDirectory Directory, LabManifest Manifest) Find(string name)
    {
        var labs = List();
        foreach (var lab in labs.Where(lab => lab.Manifest.Name == name))
            return lab;
        throw new LabException(
            labs is []
                ? $"There is no lab '{name}', and no other either. Start one with: primacy lab up"
                : $"There is no lab '{name}'. There are: {string.Join(", ", labs.Select(lab => lab.Manifest.Name))}"
        );
    }

    /// <summary>A new directory for a lab; its random end keeps sockets and processes of labs past apart.</summary>
    public LabDirectory Create(string name, ServerAccount account)
    {
        if (List().Any(lab => lab.Manifest.Name == name))
            throw new LabException(
                $"The lab '{name}' is already up. See it with 'primacy lab status', end it with 'primacy lab down', "
                    + "or start another with --name."
            );
        var path = Path.Combine(_path, $"{name}-{Random.Shared.GetHexString(6, lowercase: true)}");
        if (path.Length > PathLengthMax)
            throw new LabException($"'{path}' is too long for the sockets in it: at most {PathLengthMax} characters.");
        account.CreateDirectory(path);
        return new LabDirectory(path);
    }

    /// <summary>Clears away every lab whose owner was killed. The registry must be locked.</summary>
    public async Task SweepAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        foreach (var directory in Directories())
        {
            var manifest = directory.ReadManifest();
            if (manifest is { IsKept: true } or { Owner.IsAlive: true })
                continue;
            progress?.Report($"Clearing away the lab '{manifest?.Name ?? directory.Path}', whose owner was killed");
            await LabRemoval.RemoveAsync(directory, _time, cancellationToken);
        }
    }

    IEnumerable<LabDirectory> Directories() =>
        Directory.EnumerateDirectories(_path).Select(path => new LabDirectory(path));
}
