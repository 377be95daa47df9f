using Primacy.Forensics;
using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>
/// All through which one cluster is seen: the probes at every look, and beside the loop what the servers' WAL and the
/// managers say. Used by one loop, so without locks.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="clock">The clock whose timers fire where the loop runs.</param>
/// <param name="time">The clock for what goes on beside it.</param>
internal sealed class Lookout(ClusterOptions cluster, TimeProvider clock, TimeProvider time) : IAsyncDisposable
{
    readonly ClusterProbes _probes = new(cluster, clock);
    readonly ClusterClaims _claims = new(cluster, time);
    readonly Inquirer _inquirer = new(
        new Examiner(cluster.Instances.ToDictionary(i => i.Instance.Id, i => i.Connection), time),
        time
    );
    readonly ClusterPolicy _policy = cluster.Policy.ForLooks(cluster.Interval, cluster.Timeout);
    Testimony _testimony = Testimony.None;

    /// <summary>Whether every member has been probed to an outcome.</summary>
    public bool IsComplete => _probes.IsComplete;

    /// <summary>Begins to ask the managers, over and over.</summary>
    public void Start() => _claims.Start();

    /// <summary>
    /// One look: probe, think, and read the claimants a second time where that is asked for. What would be worth
    /// knowing beyond that is set out for, and is part of a later look.
    /// </summary>
    public async Task<ClusterStep> LookAsync(ClusterState state, TimeSpan patience, CancellationToken cancellation)
    {
        await _probes.LookAsync(patience, cancellation);
        _testimony = Gather(_claims.Newest);
        var step = Think(ClusterMachine.Step, state);
        if (step.Reread.Count > 0)
        {
            await _probes.ReadAgainAsync(step.Reread, cancellation);

            // What the first read showed is known: a claimant that is silent the second time may be a primary still.
            step = Think(ClusterMachine.Confirm, step.State);
        }
        _inquirer.Ask(step.Inquiries);
        return step;
    }

    /// <summary>
    /// Waits for what the last step wanted to know and thinks again about what the last look showed: for those who look
    /// only once.
    /// </summary>
    public async Task<ClusterStep> ReconsiderAsync(
        ClusterState state,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        var claims = await _claims.AskOnceAsync(cancellation);
        await _inquirer.SettleAsync(patience, cancellation);
        _testimony = Gather(claims);
        var step = Think(ClusterMachine.Confirm, state);
        _inquirer.Ask(step.Inquiries);
        return step;
    }

    public async ValueTask DisposeAsync()
    {
        await _inquirer.DisposeAsync();
        await _claims.DisposeAsync();
        await _probes.DisposeAsync();
    }

    ClusterStep Think(StepTaken take, ClusterState state) =>
        take(
            cluster.Name,
            _probes.Declared,
            state,
            new Sightings(_probes.Newest, _testimony),
            time.GetUtcNow(),
            _policy
        );

    Testimony Gather(EquatableArray<Claim> claims) =>
        _inquirer.Take() || claims != _testimony.Claims
            ? new()
            {
                Lineages = _inquirer.Lineages,
                Comparisons = _inquirer.Comparisons,
                Claims = claims,
            }
            : _testimony;

    delegate ClusterStep StepTaken(
        string cluster,
        EquatableArray<Instance> declared,
        ClusterState state,
        Sightings seen,
        DateTimeOffset now,
        ClusterPolicy policy
    );
}
