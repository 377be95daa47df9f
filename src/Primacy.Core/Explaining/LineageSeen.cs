using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Explaining;

/// <summary>Where a member's timeline comes from, by its own history file.</summary>
static class LineageSeen
{
    public static IEnumerable<Statement> Of(ClusterView view, Member member) =>
        view.Testimony.Lineages.Where(lineage => lineage.Instance == member.Id).Select(lineage => Of(view, lineage));

    static Statement Of(ClusterView view, Lineage lineage)
    {
        var read = $"read at {Instants.Of(lineage.At, view.At)}";
        var written = lineage.HistoryWrittenAt is { } at
            ? $"; its history file was written at {Instants.Of(at, view.At)}"
            : "";
        Statement[] files = lineage.WalFiles is { } wal ? [Of(view, wal)] : [];
        return lineage.Switches switch
        {
            null => new(
                $"The history of {Wording.Of(lineage.Timeline)} is not shown to our role, {read}.",
                Mark.Doubtful,
                Below: files.ToEquatableArray()
            ),
            { Count: 0 } => new(
                $"The history of {Wording.Of(lineage.Timeline)}, {read}: it has no ancestors{written}.",
                Below: files.ToEquatableArray()
            ),
            { } switches => new(
                $"The history of {Wording.Of(lineage.Timeline)}, {read}{written}:",
                Below: switches.Select(Of).Concat(files).ToEquatableArray()
            ),
        };
    }

    static Statement Of(ClusterView view, WalFiles files) =>
        new(
            $"Its pg_wal begins at {files.Begin}; by its own clock the oldest file was written at "
                + $"{Instants.Of(files.OldestAt, view.At)}, and this was read at {Instants.Of(files.ReadAt, view.At)}."
        );

    static Statement Of(TimelineSwitch left)
    {
        var reason = left.Reason.Length > 0 ? $" ({left.Reason})" : "";
        return new($"Timeline {left.Parent} was left at {left.At}{reason}.");
    }
}
