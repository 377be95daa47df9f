using Primacy.Probing;
using Primacy.Repair;
using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics.Branches;

/// <summary>The server whose branch is kept, after it was seen to be the one that was judged.</summary>
internal sealed class BranchSource(ConnectionSettings settings, TimeSpan timeout, CancellationToken cancellation)
{
    static readonly Lsn Never = new(ulong.MaxValue);

    EquatableArray<TimelineSwitch> _switches = [];

    public ServerFacts Facts { get; private set; } = null!;

    /// <summary>The history file of its timeline; null on the first, which has none.</summary>
    public string? History { get; private set; }

    /// <summary>A connection to the very server that was judged.</summary>
    /// <exception cref="InvalidDataException">Another server is there.</exception>
    public async Task<WalSession> OpenAsync(RepairTarget loser)
    {
        var session = await WalSession.OpenAsync(settings, timeout, cancellation);
        try
        {
            Facts = await ServerFacts.IdentifyAsync(session);
            if (Difference(loser) is { } difference)
                throw new InvalidDataException(difference);
            if (loser.Timeline.Value > 1)
            {
                var row = await session.AskAsync($"TIMELINE_HISTORY {loser.Timeline}");
                History = row[1] ?? "";
                _switches =
                    HistoryFile.Read(History)
                    ?? throw new InvalidDataException(
                        $"the history file of timeline {loser.Timeline} is not laid out as one"
                    );
            }
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where the segment begins that holds a position.</summary>
    public Lsn SegmentOf(Lsn position) => new(position.Value - position.Value % Facts.SegmentBytes);

    /// <summary>What to ask for next.</summary>
    public Leg LegFrom(Lsn position) =>
        Leg.First(Facts.Timeline!.Value, _switches, Facts.SegmentBytes, position, Never);

    string? Difference(RepairTarget loser) =>
        Facts.System != loser.System.ToString()
            ? $"its system identifier is {Facts.System}, and that of the one that was judged is {loser.System}"
        : Facts.Timeline != loser.Timeline
            ? $"it is on timeline {Facts.Timeline}, and was on {loser.Timeline} when it was judged"
        : Facts.StartedAt != loser.StartedAt
            ? $"it was started at {Facts.StartedAt:O}, and the one that was judged at {loser.StartedAt:O}"
        : null;
}
