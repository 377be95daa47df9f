using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>Where an instance's timeline comes from.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Timeline">The timeline.</param>
/// <param name="Switches">Its ancestors, the oldest first; null when the role may not read them.</param>
/// <param name="HistoryWrittenAt">When its history file was written, by the server's clock.</param>
/// <param name="WalFiles">What its pg_wal showed; null when that may not be seen.</param>
internal sealed record LineageReport(
    DateTimeOffset At,
    uint? Timeline,
    IReadOnlyList<SwitchReport>? Switches,
    DateTimeOffset? HistoryWrittenAt,
    WalFilesReport? WalFiles
)
{
    public static LineageReport? Of(ClusterView view, InstanceId instance)
    {
        foreach (var lineage in view.Testimony.Lineages)
        {
            if (lineage.Instance == instance)
                return From(lineage);
        }
        return null;
    }

    static LineageReport From(Lineage lineage) =>
        new(
            lineage.At,
            lineage.Timeline?.Value,
            lineage.Switches is { } switches ? [.. switches.Select(SwitchReport.From)] : null,
            lineage.HistoryWrittenAt,
            WalFilesReport.From(lineage.WalFiles)
        );
}
