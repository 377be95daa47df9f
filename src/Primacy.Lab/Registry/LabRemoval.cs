using Primacy.Lab.Proxying;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Registry;

/// <summary>Ends whatever of a lab still runs, in whatever state, and removes its directory.</summary>
internal static class LabRemoval
{
    public static async Task RemoveAsync(LabDirectory directory, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory.Path))
            return;
        await ProxyControl.AskAsync(directory, ProxyControl.Stop, cancellationToken);
        // First what starts servers, if its owner was killed at that; then the servers.
        await new ServerProcesses(directory.Path, time).KillAsync(cancellationToken);
        // By what lies there, not by the manifest, which may never have been written.
        var servers = Directory
            .EnumerateDirectories(directory.Path, LabInstance.NamePattern)
            .Select(path => new ServerProcesses(path, time));
        await Task.WhenAll(servers.Select(server => server.DiscardAsync(cancellationToken)));
        Directory.Delete(directory.Path, recursive: true);
    }
}
