namespace Primacy.Lab;

internal sealed partial class LabCluster
{
    /// <summary>
    /// Hands the role of the primary over as a careful operator does: the old one is shut down, and so has sent all it
    /// had, before the new one is promoted; then it comes back as a standby, with the data it has.
    /// </summary>
    public async Task HandOverAsync(int from, int to, CancellationToken cancellationToken = default)
    {
        Answering(from);
        var successor = Answering(to);
        await StopAsync(from, cancellationToken);
        await PromoteAsync(to, cancellationToken);
        var standbys = _servers.Where(server => server != successor).ToList();
        foreach (var standby in standbys)
            await FollowAsync(standby.Instance.Number, to, cancellationToken);
        await StartAsync(from, cancellationToken);
        await StreamingAsync(successor, standbys, cancellationToken);
    }
}
