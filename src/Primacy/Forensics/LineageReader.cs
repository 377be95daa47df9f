using Primacy.Probing;
using Primacy.Topology;

namespace Primacy.Forensics;

/// <summary>Reads where an instance's timeline comes from, or as much of it as the role may see.</summary>
internal sealed class LineageReader(TimeProvider time, TimeSpan timeout)
{
    public async Task<LineageLook> ReadAsync(
        InstanceId instance,
        ConnectionSettings settings,
        CancellationToken cancellation
    )
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return new(await WithReplicationAsync(instance, settings, either.Token), null);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && Refusals.IsExpected(e))
        {
            if (Refusals.ToReplicate(e, settings) is not { } missing)
                return new(null, ConnectionFaults.Words(e));
            return await WithoutReplicationAsync(instance, settings, missing, either.Token);
        }
    }

    async Task<Lineage> WithReplicationAsync(
        InstanceId instance,
        ConnectionSettings settings,
        CancellationToken cancellation
    )
    {
        await using var session = await WalSession.OpenAsync(settings, timeout, cancellation);
        var facts = await ServerFacts.IdentifyAsync(session);
        var timeline = facts.Timeline!.Value;
        var switches = await ServerFacts.SwitchesAsync(session, timeline);
        return await WithFilesAsync(
            session,
            Bare(instance, facts) with
            {
                Switches = switches,
            },
            facts.SegmentBytes,
            settings
        );
    }

    /// <summary>An ordinary role sees the timeline's number on the row that its probe reads.</summary>
    async Task<LineageLook> WithoutReplicationAsync(
        InstanceId instance,
        ConnectionSettings settings,
        MissingRight missing,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var session = await PlainSession.OpenAsync(settings, timeout, cancellation);
            var facts = await ServerFacts.ReadAsync(session);
            facts = facts with { Timeline = await ServerFacts.TimelineAsync(session) };
            var lineage = Bare(instance, facts) with { Missing = [missing] };
            return new(await WithFilesAsync(session, lineage, facts.SegmentBytes, settings), null);
        }
        catch (Exception e) when (Refusals.IsExpected(e))
        {
            return new(null, ConnectionFaults.Words(e));
        }
    }

    static async Task<Lineage> WithFilesAsync(
        IQuestions session,
        Lineage lineage,
        ulong segmentBytes,
        ConnectionSettings settings
    )
    {
        try
        {
            lineage = lineage with { WalFiles = await ServerFacts.WalFilesAsync(session, segmentBytes) };
            return lineage.Timeline is { } timeline
                ? lineage with
                {
                    HistoryWrittenAt = await ServerFacts.HistoryWrittenAtAsync(session, timeline),
                }
                : lineage;
        }
        catch (Npgsql.PostgresException e) when (Refusals.ToListFiles(e, settings) is { } missing)
        {
            return lineage with { Missing = [.. lineage.Missing, missing] };
        }
    }

    Lineage Bare(InstanceId instance, ServerFacts facts) =>
        new()
        {
            Instance = instance,
            At = time.GetUtcNow(),
            StartedAt = facts.StartedAt,
            Timeline = facts.Timeline,
        };
}
