using Primacy.Probing;
using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics;

/// <summary>One of two servers under comparison: who it is, and its WAL, to be read from anywhere.</summary>
internal sealed class Side(InstanceId instance, ConnectionSettings settings, TimeSpan timeout) : IAsyncDisposable
{
    /// <summary>The first timeline's, until they are needed.</summary>
    EquatableArray<TimelineSwitch>? _switches;
    WalSession? _session;
    Leg? _leg;

    public InstanceId Instance => instance;

    public ConnectionSettings Settings => settings;

    public ServerFacts? Facts { get; private set; }

    public MissingRight? Missing { get; private set; }

    /// <summary>Why it could not be asked, or no longer.</summary>
    public string? Why { get; private set; }

    /// <summary>Finds out who it is; what fails is noted and not thrown.</summary>
    public async Task MeetAsync(CancellationToken cancellation)
    {
        try
        {
            _session = await WalSession.OpenAsync(settings, timeout, cancellation);
            Facts = await ServerFacts.IdentifyAsync(_session);
        }
        catch (Exception e) when (Refusals.IsExpected(e))
        {
            Note(e);
            if (Missing is { })
                await MeetWithoutReplicationAsync(cancellation);
        }
    }

    /// <summary>
    /// Gives the reader more, up to what had been flushed when we met; false when there is no more, or it failed.
    /// </summary>
    public async Task<bool> FillAsync(WalReader reader, CancellationToken cancellation)
    {
        if (reader.Position >= Facts!.Flushed)
            return false;
        try
        {
            if (_leg is not { } leg || reader.Position < leg.From || reader.Position >= leg.To)
                leg = await StartAsync(reader.Position, cancellation);
            await _session!.FillAsync(reader, leg.To);
            return true;
        }
        catch (Exception e) when (Refusals.IsExpected(e) && !Refusals.IsRemoved(e))
        {
            Note(e);
            return false;
        }
    }

    /// <summary>Forgets the stream, so that the next one may begin anywhere.</summary>
    public async Task RestAsync()
    {
        if (_leg is { })
            await DisposeAsync();
        _leg = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
            await session.DisposeAsync();
        _session = null;
    }

    async Task<Leg> StartAsync(Lsn from, CancellationToken cancellation)
    {
        await RestAsync();
        _session ??= await WalSession.OpenAsync(settings, timeout, cancellation);
        var (facts, timeline) = (Facts!, Facts!.Timeline!.Value);
        _switches ??= await ServerFacts.SwitchesAsync(_session, timeline);
        var leg = Leg.First(timeline, _switches.Value, facts.SegmentBytes, from, facts.Flushed);
        _session.Start(leg);
        _leg = leg;
        return leg;
    }

    /// <summary>Without the right there is nothing to compare, but of whom this is said is known still.</summary>
    async Task MeetWithoutReplicationAsync(CancellationToken cancellation)
    {
        try
        {
            await using var session = await PlainSession.OpenAsync(settings, timeout, cancellation);
            Facts = await ServerFacts.ReadAsync(session);
        }
        catch (Exception e) when (Refusals.IsExpected(e))
        {
            Note(e);
        }
    }

    void Note(Exception e)
    {
        Missing ??= Refusals.ToReplicate(e, settings);
        Why = $"{instance} could not be read: {ConnectionFaults.Words(e)}";
    }
}
