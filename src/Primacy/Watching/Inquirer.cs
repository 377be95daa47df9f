using Primacy.Forensics;
using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>
/// Finds out what the core asks for beyond the probes. Reading WAL takes longer than a look may, so it goes on beside
/// the loop, and what was found is part of a later look. Used by one loop, so without locks.
/// </summary>
internal sealed class Inquirer(Examiner examiner, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Tallies grow while a split lasts; a second is fresh enough for people.</summary>
    static readonly TimeSpan PairPause = TimeSpan.FromSeconds(1);

    /// <summary>After an answer that is not what was hoped for, or none.</summary>
    static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);

    /// <summary>A right that is missing is granted by people; each attempt leaves a line in the server's log.</summary>
    static readonly TimeSpan MissingRightPause = TimeSpan.FromMinutes(1);

    readonly Dictionary<InstanceId, Errand<Lineage>> _lineages = [];
    readonly Dictionary<(InstanceId, InstanceId), Errand<Comparison>> _pairs = [];
    readonly CancellationTokenSource _stop = new();

    public EquatableArray<Lineage> Lineages { get; private set; }

    public EquatableArray<Comparison> Comparisons { get; private set; }

    /// <summary>Takes in what has been found since the last call; false when that is nothing.</summary>
    public bool Take()
    {
        var (lineages, comparisons) = (0, 0);
        foreach (var errand in _lineages.Values)
            lineages += errand.Take() ? 1 : 0;
        foreach (var errand in _pairs.Values)
            comparisons += errand.Take() ? 1 : 0;
        if (lineages > 0)
            Lineages = _lineages.Values.Select(errand => errand.Newest).OfType<Lineage>().ToEquatableArray();
        if (comparisons > 0)
            Comparisons = _pairs.Values.Select(errand => errand.Newest).OfType<Comparison>().ToEquatableArray();
        return lineages + comparisons > 0;
    }

    /// <summary>
    /// Sets out for what is asked, as far as that is not under way or due later. A server that was being started anew
    /// when it was asked last is asked as soon as it is back.
    /// </summary>
    public void Ask(EquatableArray<Inquiry> inquiries)
    {
        foreach (var inquiry in inquiries)
        {
            if (inquiry is Inquiry.OfLineage lineage)
                Of(_lineages, lineage.Instance, PauseAfter)
                    .Begin(async _ => (await examiner.ReadLineageAsync(lineage.Instance, _stop.Token)).Lineage);
            else if (inquiry is Inquiry.OfPair pair)
                Of(_pairs, (pair.One, pair.Other), PauseAfter)
                    .Begin(async earlier => await examiner.CompareAsync(pair, earlier, _stop.Token));
        }
        foreach (var errand in _lineages.Values)
            errand.EndLook(FailurePause);
        foreach (var errand in _pairs.Values)
            errand.EndLook(FailurePause);
    }

    /// <summary>Waits until nothing is under way, but no longer than the patience.</summary>
    public async Task SettleAsync(TimeSpan patience, CancellationToken cancellation)
    {
        await Idle().WaitAsync(patience, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Idle().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await examiner.DisposeAsync();
        _stop.Dispose();
    }

    Task Idle() =>
        Task.WhenAll([
            .. _lineages.Values.Select(errand => errand.Idle),
            .. _pairs.Values.Select(errand => errand.Idle),
        ]);

    Errand<T> Of<TKey, T>(Dictionary<TKey, Errand<T>> errands, TKey key, Func<T?, TimeSpan> pause)
        where TKey : notnull
        where T : class
    {
        if (!errands.TryGetValue(key, out var errand))
            errands[key] = errand = new Errand<T>(pause, time);
        return errand;
    }

    /// <summary>What could be read is asked again only when it has changed, and then it is wanted at once.</summary>
    static TimeSpan PauseAfter(Lineage? lineage) => lineage is null ? FailurePause : TimeSpan.Zero;

    static TimeSpan PauseAfter(Comparison? comparison) =>
        comparison switch
        {
            null or { Kinship: Kinship.Unknown, Missing.Count: 0 } => FailurePause,
            { Missing.Count: > 0 } => MissingRightPause,
            _ => PairPause,
        };
}
