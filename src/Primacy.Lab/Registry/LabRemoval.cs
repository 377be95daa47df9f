using Primacy.Lab.Networking;
using Primacy.Lab.Proxying;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Registry;

/// <summary>Ends whatever of a lab still runs, in whatever state, and removes its directory.</summary>
internal static class LabRemoval
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static async Task RemoveAsync(LabDirectory directory, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory.Path))
            return;
        await ProxyControl.AskAsync(directory, ProxyControl.Stop, cancellationToken);
        IOException? inUse = null;
        var isGone = await Patience.UntilAsync(TryAsync, Timeout, time, cancellationToken);
        if (!isGone)
            throw new LabException($"{directory.Path} cannot be removed: {inUse?.Message}", inUse!);

        // A process that is killed in the middle of a start may have begun another that was not seen yet and writes on.
        async ValueTask<bool> TryAsync()
        {
            try
            {
                await EndAsync(directory, time, cancellationToken);
                return true;
            }
            catch (IOException fault)
            {
                inUse = fault;
                return !Directory.Exists(directory.Path);
            }
        }
    }

    static async Task EndAsync(LabDirectory directory, TimeProvider time, CancellationToken cancellationToken)
    {
        // First what starts servers, if its owner was killed at that; then the servers.
        await new ServerProcesses(directory.Path, time).KillAsync(cancellationToken);
        // By what lies there, not by the manifest, which may never have been written.
        var servers = Directory
            .EnumerateDirectories(directory.Path, LabInstance.NamePattern)
            .Select(path => new ServerProcesses(path, time));
        await Task.WhenAll(servers.Select(server => server.DiscardAsync(cancellationToken)));
        await NamespaceNetwork.RemoveAsync(directory, cancellationToken);
        Directory.Delete(directory.Path, recursive: true);
    }
}
