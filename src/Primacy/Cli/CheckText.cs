using System.Globalization;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary>
/// What <c>check</c> says to people and to Nagios: the first line is the state, the sentence and, behind a bar, the
/// numbers. See https://nagios-plugins.org/doc/guidelines.html#PLUGOUTPUT.
/// </summary>
internal sealed class CheckText(Screen screen)
{
    public void Write(IReadOnlyList<ClusterReport> reports)
    {
        if (reports is [var only])
        {
            WriteState(only, Numbers(reports));
            WriteDetails(only);
            return;
        }
        var states = reports.Select(r => ExitCodes.Word(ExitCodes.OfCheck(r))).ToArray();
        var worst = ExitCodes.Word(ExitCodes.Worst(reports.Select(ExitCodes.OfCheck)));
        var counts = states.CountBy(s => s).Select(c => Invariant($"{c.Value} {c.Key}"));
        screen.Headline(
            worst,
            Invariant($" - {reports.Count} clusters: {string.Join(", ", counts)}{Numbers(reports)}")
        );
        foreach (var report in reports)
        {
            screen.Line();
            WriteState(report, "");
            WriteDetails(report);
        }
    }

    void WriteState(ClusterReport report, string numbers) =>
        screen.Headline(
            ExitCodes.Word(ExitCodes.OfCheck(report)),
            $" - {report.Cluster}: {Named(report)}: {Unbarred(report.Summary)}{numbers}"
        );

    static string Named(ClusterReport report) =>
        report.SubKind is { } kind ? $"{report.Verdict} ({kind})" : report.Verdict;

    void WriteDetails(ClusterReport report)
    {
        foreach (var evidence in report.Evidence)
            screen.Line(Unbarred(evidence));
        screen.Table(
            ["INSTANCE", "STATE", "TIMELINE", "LSN", "UPSTREAM", "CLIENTS", "LAST REPLAY", "VERSION", "TOOK"],
            report.Instances.Select(Row)
        );
    }

    static string[] Row(InstanceReport instance) =>
        [
            instance.Name,
            instance.Failure is { } failure ? $"{instance.State}: {failure}" : instance.State,
            Cell(instance.Timeline),
            instance.Lsn ?? "-",
            instance.Upstream ?? "-",
            Cell(instance.Clients),
            instance.LagSeconds is { } lag && instance.Role == "standby" ? Invariant($"{lag:F1} s ago") : "-",
            instance.Version ?? "-",
            instance.TookMilliseconds is { } took ? Invariant($"{took:F0} ms") : "-",
        ];

    static string Numbers(IReadOnlyList<ClusterReport> reports)
    {
        var instances = reports.SelectMany(r => r.Instances).ToArray();
        var answering = instances.Count(i => i.Role is { });
        var primaries = reports.Sum(r => r.Primaries.Count);
        return Invariant($" | primaries={primaries};;; answering={answering};;;0;{instances.Length}");
    }

    static string Cell<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A bar would begin the numbers.</summary>
    static string Unbarred(string text) => text.Replace('|', '/');

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
