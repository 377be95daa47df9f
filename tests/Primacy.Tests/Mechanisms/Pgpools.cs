using Primacy.Claims;
using Primacy.Lab;
using Primacy.Peers;
using Primacy.Probing;
using Primacy.Topology;

namespace Primacy.Tests.Mechanisms;

/// <summary>The pgpools in front of a story's servers, which know nothing of one another.</summary>
internal sealed class Pgpools : IAsyncDisposable
{
    readonly List<PgpoolStage> _started = [];

    public PgpoolStage this[int index] => _started[index];

    public async Task<ManagerOptions> StartAsync(LabCluster lab, int count, bool givesUp = false)
    {
        Claims.Peers.SkipIfMissing(PeerKind.Pgpool);
        while (_started.Count < count)
            _started.Add(await PgpoolStage.StartAsync(lab, Story.Cancellation, givesUp));
        return new ManagerOptions { Pgpools = [.. _started.Select(pgpool => Settings(pgpool, lab))] };
    }

    /// <summary>Whether a claim is this pgpool's, and names this backend as the primary.</summary>
    public bool Names(Claim claim, int index, string node) =>
        claim.Source == Address(index)
        && claim.Members.Any(member => member.Name == node && member.Role is Role.Primary);

    /// <summary>The sentence that tells whom a pgpool names.</summary>
    public string Vote(int index, string primary) =>
        $"pgpool ({Address(index)}) votes for {primary}: it names {primary}, without a quorum.";

    public async ValueTask DisposeAsync()
    {
        foreach (var pgpool in _started)
            await pgpool.DisposeAsync();
    }

    string Address(int index) => $"127.0.0.1:{_started[index].Port}";

    static ConnectionSettings Settings(PgpoolStage pgpool, LabCluster lab) =>
        new()
        {
            Host = "127.0.0.1",
            Port = pgpool.Port,
            User = LabCluster.MonitorRole,
            Password = lab.Password,
            SslMode = Npgsql.SslMode.Disable,
        };
}
