using Primacy.Lab;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Topology;

namespace Primacy.Tests.Repairing;

/// <summary>
/// Means for servers of a lab: its WAL is kept by copying it as the server's user, and the server is really stopped.
/// </summary>
sealed class LabMeans(LabCluster lab, TemporaryDirectory kept) : IFence, IBranchKeeper
{
    /// <summary>Runs in the midst of a step, after the last moment at which it could have been refused.</summary>
    public Func<Task> InTheMidst { get; set; } = () => Task.CompletedTask;

    /// <summary>Ends what happens in the midst.</summary>
    public CancellationToken Cancellation { get; private set; }

    /// <summary>What the fence was asked to stop, by name.</summary>
    public List<string> Stopped { get; } = [];

    public string Name => "stop";

    public FenceEffect Effect => FenceEffect.EndsServer;

    public ValueTask<Offer> OfferAsync(RepairTarget loser, CancellationToken cancellation) =>
        new(new Offer.Possible($"Shuts {loser.Instance} down.", ""));

    public ValueTask<Offer> OfferAsync(RepairTarget loser, Lsn fork, CancellationToken cancellation) =>
        new(new Offer.Possible($"Copies the WAL of {loser.Instance}.", ""));

    public async Task<FenceOutcome> FenceAsync(FenceOrder order, CancellationToken cancellation)
    {
        Cancellation = cancellation;
        await InTheMidst();
        if (order.Objection() is { } objection)
            return new FenceOutcome.Refused(objection);
        Stopped.Add(order.Loser.Instance.Name);
        await lab.StopAsync(NumberOf(order.Loser), cancellation);
        return new FenceOutcome.Fenced($"{order.Loser.Instance} was shut down and refuses connections.");
    }

    public Task<BranchStart> StartAsync(RepairTarget loser, Lsn fork, CancellationToken cancellation) =>
        Task.FromResult<BranchStart>(new BranchStart.Started(new Copy(Of(loser), kept.Path, fork)));

    public int NumberOf(RepairTarget target) => Of(target).Number;

    LabInstance Of(RepairTarget target) => lab.Instances.Single(instance => instance.Port == target.Port);

    sealed class Copy(LabInstance loser, string directory, Lsn fork) : IBranchRecording
    {
        public string Directory => directory;

        public Lsn HeldUpTo => fork;

        public string? Fault => null;

        public Task<BranchEnd> CompleteAsync(Lsn? standsAt, CancellationToken cancellation)
        {
            // The server has ended: nothing is written to these files any more.
            var segments = System.IO.Directory.GetFiles(Path.Combine(loser.DataDirectory, "pg_wal"));
            foreach (var segment in segments)
                File.Copy(segment, Path.Combine(directory, Path.GetFileName(segment)));
            return Task.FromResult<BranchEnd>(
                segments.Length > 0
                    ? new BranchEnd.Complete(HeldUpTo)
                    : new BranchEnd.Incomplete(HeldUpTo, "There is no WAL.")
            );
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
