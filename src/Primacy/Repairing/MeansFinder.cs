using System.Collections.Concurrent;
using Primacy.Repair;

namespace Primacy.Repairing;

/// <summary>Asks what could be done about a case, and remembers it for those who only look.</summary>
internal sealed class MeansFinder(
    IReadOnlyList<IFence> fences,
    IBranchKeeper? keeper,
    RepairTimes times,
    TimeProvider time
)
{
    /// <summary>For so long an answer is shown, while the next one is waited for.</summary>
    static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(10);

    /// <summary>Whoever may read may ask for a plan, and each question is work for the servers.</summary>
    static readonly TimeSpan ShownAgeMax = TimeSpan.FromSeconds(2);

    readonly Lock _gate = new();

    /// <summary>One question at a time about each cluster, so that none waits for the servers of another.</summary>
    readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    readonly Dictionary<string, Answer> _known = [];

    /// <summary>The fence of a name that a plan names.</summary>
    public IFence? Fence(string? name) => fences.FirstOrDefault(fence => fence.Name == name);

    public IBranchKeeper? Keeper => keeper;

    /// <summary>For those who only look: what was said in the last moments, else what is said now.</summary>
    public async Task<Means> ShowAsync(RepairCase known, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(known.Loser.Cluster, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation);
        try
        {
            Answer? newest;
            lock (_gate)
                newest = _known.GetValueOrDefault(known.Loser.Cluster);
            return
                newest is { Means: { } means, IsAsking: false }
                && newest.Loser == known.Loser
                && time.GetElapsedTime(newest.At) < ShownAgeMax
                ? means
                : await AskAsync(known, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Asks now, each means beside the others.</summary>
    public async Task<Means> AskAsync(RepairCase known, CancellationToken cancellation)
    {
        var branch = OfferAsync(
            stop => keeper?.OfferAsync(known.Loser, known.Fork, stop) ?? ValueTask.FromResult(Offer.None),
            cancellation
        );
        var offers = fences
            .Select(fence => OfferAsync(stop => fence.OfferAsync(known.Loser, stop), cancellation))
            .ToArray();
        var means = new Means(
            await branch,
            [
                .. fences.Zip(
                    await Task.WhenAll(offers),
                    (fence, offer) => new FenceMeans(fence.Name, fence.Effect, offer)
                ),
            ]
        );
        lock (_gate)
            _known[known.Loser.Cluster] = new Answer(known.Loser, means, time.GetTimestamp(), IsAsking: false);
        return means;
    }

    /// <summary>
    /// What was said last, without waiting; null when nobody has asked about this very server yet. Who has waited long
    /// enough has it asked again.
    /// </summary>
    public Means? Known(RepairCase known)
    {
        Answer? newest;
        lock (_gate)
        {
            newest = _known.GetValueOrDefault(known.Loser.Cluster) is { } one && one.Loser == known.Loser ? one : null;
            if (newest is { IsAsking: true } || (newest is not null && time.GetElapsedTime(newest.At) < AgeMax))
                return newest.Means;
            _known[known.Loser.Cluster] = new Answer(known.Loser, newest?.Means, time.GetTimestamp(), IsAsking: true);
        }
        _ = AskAsync(known, CancellationToken.None);
        return newest?.Means;
    }

    async Task<Offer> OfferAsync(Func<CancellationToken, ValueTask<Offer>> ask, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(times.Offer, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        // Who is cut short may end by what befell his connection.
        catch (Exception) when (limit.IsCancellationRequested)
        {
            return new Offer.Impossible(
                $"It did not say within {times.Offer.TotalSeconds:F0} s whether it can.",
                "Ask for a plan again."
            );
        }
        // Whoever looks for a way out of a split must not be kept from the other ones by one that is broken.
        catch (Exception fault)
        {
            return new Offer.Impossible(
                $"It could not be asked: {fault.Message}",
                "Ask for a plan again; if it stays so, stop the server by other means."
            );
        }
    }

    sealed record Answer(RepairTarget Loser, Means? Means, long At, bool IsAsking);
}
