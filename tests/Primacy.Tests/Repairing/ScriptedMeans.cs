using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Topology;

namespace Primacy.Tests.Repairing;

/// <summary>Means that do as a test says, for what no real server shows at the moment that is wanted.</summary>
sealed class ScriptedMeans : IFence, IBranchKeeper, IBranchRecording
{
    public const string Evidence = "It is closed. To undo it: ALTER DATABASE shop ALLOW_CONNECTIONS true;";

    /// <summary>Why a fence refuses; null when it does its work.</summary>
    public Func<FenceOrder, Task<string?>>? Fence { get; set; }

    public string? CatchUp { get; set; }

    public int Fenced { get; private set; }

    public int Disposed { get; private set; }

    public bool IsSlowToEnd { get; set; }

    /// <summary>Runs when a recording is put away.</summary>
    public Action WhenPutAway { get; set; } = () => { };

    /// <summary>Until then a recording that is slow to end is put away.</summary>
    public TaskCompletionSource Away { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "sql";

    public FenceEffect Effect => FenceEffect.BlocksWrites;

    public string Directory => "branches/orders/db1";

    public Lsn HeldUpTo => Lsn.Parse("0/5000110");

    public string? Fault { get; set; }

    public ValueTask<Offer> OfferAsync(RepairTarget loser, CancellationToken cancellation) =>
        new(new Offer.Possible("Closes shop.", ""));

    public async Task<FenceOutcome> FenceAsync(FenceOrder order, CancellationToken cancellation)
    {
        Fenced++;
        return Fence is not null && await Fence(order) is { } why
            ? new FenceOutcome.Refused(why)
            : new FenceOutcome.Fenced(Evidence, HeldUpTo);
    }

    public ValueTask<Offer> OfferAsync(RepairTarget loser, Lsn fork, CancellationToken cancellation) =>
        new(new Offer.Possible("Records.", ""));

    public Task<BranchStart> StartAsync(RepairTarget loser, Lsn fork, CancellationToken cancellation) =>
        Task.FromResult<BranchStart>(new BranchStart.Started(this));

    public Task<string?> CatchUpAsync(CancellationToken cancellation) => Task.FromResult(CatchUp);

    public Task<BranchEnd> CompleteAsync(Lsn? standsAt, CancellationToken cancellation) =>
        Task.FromResult<BranchEnd>(new BranchEnd.Complete(HeldUpTo));

    public async ValueTask DisposeAsync()
    {
        if (IsSlowToEnd)
            await Away.Task;
        WhenPutAway();
        Disposed++;
    }
}
