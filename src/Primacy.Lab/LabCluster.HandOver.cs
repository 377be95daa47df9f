using Primacy.Lab.Servers;

namespace Primacy.Lab;

internal sealed partial class LabCluster
{
    /// <summary>
    /// Hands the role of the primary over as a careful operator does: the old one is shut down, and so has sent all it
    /// had, before the new one is promoted; then it comes back as a standby, with the data it has.
    /// </summary>
    public async Task HandOverAsync(int from, int to, CancellationToken cancellationToken = default)
    {
        var (old, successor) = (Answering(from), Answering(to));
        await StopAsync(from, cancellationToken);
        await PromoteAsync(to, cancellationToken);
        var standbys = _servers.Where(server => server != successor).ToList();
        await _network.ChangeAsync(
            routes => standbys.Aggregate(routes, (changed, standby) => changed.Follow(standby.Instance.Number, to)),
            cancellationToken
        );
        ServerConfiguration.MakeStandby(old.Instance, _account);
        await StartAsync(from, cancellationToken);
        await StreamingAsync(successor, standbys, cancellationToken);
    }
}
