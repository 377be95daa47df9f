using System.Collections.Concurrent;
using Primacy.Probing;
using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics;

/// <summary>
/// Finds out what probes cannot: where timelines come from, and what two servers' WAL says of each other. It only
/// reads, takes no slot, and never says how far it has got, so that no server waits for it or counts on it.
/// </summary>
internal sealed class Examiner : IAsyncDisposable
{
    /// <summary>What is not read by then is read with the next call.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    static readonly TimeSpan LineageTimeout = TimeSpan.FromSeconds(5);

    readonly IReadOnlyDictionary<InstanceId, ConnectionSettings> _instances;
    readonly TimeProvider _time;
    readonly TimeSpan _deadline;
    readonly LineageReader _lineages;
    readonly ConcurrentDictionary<(InstanceId, InstanceId), Study> _studies = new();
    readonly CancellationTokenSource _end = new();

    public Examiner(
        IReadOnlyDictionary<InstanceId, ConnectionSettings> instances,
        TimeProvider time,
        TimeSpan? deadline = null
    )
    {
        (_instances, _time, _deadline) = (instances, time, deadline ?? Deadline);
        _lineages = new LineageReader(time, LineageTimeout);
    }

    /// <summary>Where an instance's timeline comes from, or why that could not be read.</summary>
    public async Task<LineageLook> ReadLineageAsync(InstanceId instance, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellation);
        return await _lineages.ReadAsync(instance, _instances[instance], either.Token);
    }

    /// <summary>
    /// Where two instances parted and what each has written since, as far as could be read by the deadline. A
    /// postmaster that could not be asked when it started has the default time. One comparison of a pair at a time.
    /// </summary>
    /// <param name="pair">Which two.</param>
    /// <param name="earlier">What the last call returned; reading then goes on where that one ended.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public async Task<Comparison> CompareAsync(Inquiry.OfPair pair, Comparison? earlier, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(_deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _end.Token, cancellation);
        await using var one = new Side(pair.One, _instances[pair.One], _deadline);
        await using var other = new Side(pair.Other, _instances[pair.Other], _deadline);
        await Task.WhenAll(one.MeetAsync(either.Token), other.MeetAsync(either.Token));
        var why = () => patience.IsCancellationRequested ? Late() : null;
        var comparison = await CompareAsync(new PairReader(one, other), pair.Presumed, earlier, why, either.Token);
        cancellation.ThrowIfCancellationRequested();
        return comparison;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _end.Dispose();
    }

    async Task<Comparison> CompareAsync(
        PairReader reader,
        Lsn? presumed,
        Comparison? earlier,
        Func<string?> late,
        CancellationToken cancellation
    )
    {
        var (one, other) = (reader.One, reader.Other);
        var key = (one.Instance, other.Instance);
        var study = _studies.TryRemove(key, out var kept) && kept.Result == earlier ? kept : null;
        if (Obstacle(one, other) is { } obstacle)
            return Hold(key, study, Findings.Of(one, other, null, late() ?? obstacle, _time.GetUtcNow()));
        var isGoingOn = study?.IsOf(one.Facts!, other.Facts!) is true;
        var lockstep = isGoingOn ? study!.Lockstep : await reader.BeginAsync(presumed, cancellation);
        if (lockstep is { })
            await reader.GoOnAsync(lockstep, cancellation);
        var result = Findings.Of(one, other, lockstep, late() ?? reader.Why, _time.GetUtcNow());
        // What was refused may have been a tail that a crash left and that was written over since: read anew then.
        if (lockstep is { One.Refusal: null, Other.Refusal: null })
            _studies[key] = new Study(lockstep, one.Facts!, other.Facts!) { Result = result };
        return result;
    }

    /// <summary>While a server cannot be asked, what was known of it before holds, and reading goes on later.</summary>
    Comparison Hold((InstanceId, InstanceId) key, Study? study, Comparison nothing)
    {
        if (study?.Result is not { } known)
            return nothing;
        study.Result = known with { Why = nothing.Why, Missing = nothing.Missing };
        _studies[key] = study;
        return study.Result;
    }

    static string? Obstacle(Side one, Side other) =>
        (one.Why ?? other.Why) is { } why ? why
        : one.Facts!.System != other.Facts!.System
            ? $"{one.Instance} and {other.Instance} have different system identifiers"
        : null;

    string Late() => $"reading was not done within {_deadline.TotalSeconds:0} s, and goes on with the next look";
}
