using System.Globalization;
using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>
/// What a timeline's history file says. See
/// https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES.
/// </summary>
public static class HistoryFile
{
    /// <summary>The ancestors, the oldest first; null when the text is no history file.</summary>
    public static EquatableArray<TimelineSwitch>? Read(string text)
    {
        var switches = new List<TimelineSwitch>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#')
                continue;
            if (ReadLine(line) is not { } one || (switches is [.., var last] && last.Parent >= one.Parent))
                return null;
            switches.Add(one);
        }
        return switches.ToEquatableArray();
    }

    public static string NameOf(Timeline timeline) =>
        string.Create(CultureInfo.InvariantCulture, $"{timeline.Value:X8}.history");

    static TimelineSwitch? ReadLine(string line)
    {
        var fields = line.Split('\t', 3);
        return
            fields.Length >= 2
            && uint.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
            && Lsn.TryParse(fields[1], out var at)
            ? new TimelineSwitch(new Timeline(parent), at, fields.Length > 2 ? fields[2] : "")
            : null;
    }
}
