using System.Globalization;
using Primacy.Analysis;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary>What was last heard of a service, and since when nothing is.</summary>
internal sealed class TopHearing(Uri service, TimeProvider time)
{
    /// <summary>Looks are taken twice a second; a service that hangs answers with old ones.</summary>
    static readonly TimeSpan OldAfter = TimeSpan.FromSeconds(30);

    static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    IReadOnlyList<ClusterReport> _clusters = [];
    DateTimeOffset? _heardAt;
    DateTimeOffset? _silentSince;
    DateTimeOffset _newest;
    DateTimeOffset _newestSince;
    string _fault = "";

    /// <summary>How long to wait before the service is asked again: nine tenths of the time are its own.</summary>
    public static TimeSpan Pause(TimeSpan took) => took * 9 > Least ? took * 9 : Least;

    /// <summary>Takes an answer, or the reason why there is none.</summary>
    public void Take(IReadOnlyList<ClusterReport>? clusters, string fault)
    {
        var now = time.GetUtcNow();
        if (clusters is null)
        {
            _silentSince ??= _heardAt ?? now;
            _fault = Screen.Plain(fault.Split('\n')[0]).Replace("primacy: ", "", StringComparison.Ordinal);
            return;
        }
        (_clusters, _heardAt, _silentSince) = (clusters, now, null);
        var newest = clusters.Select(one => one.At).DefaultIfEmpty().Max();
        if (newest != _newest)
            (_newest, _newestSince) = (newest, now);
    }

    /// <summary>As many lines as a terminal of that height has.</summary>
    public IReadOnlyList<TopLine> Lines(int height)
    {
        List<TopLine> lines = [Head()];
        if (_silentSince is { } since)
        {
            var wasHeard = _heardAt is null ? "" : " What is shown was known then.";
            lines.Add(new($"No answer since {Clock(since)} UTC, for {Ago(since)}: {_fault}{wasHeard}", "critical"));
        }
        else if (time.GetUtcNow() - _newestSince > OldAfter)
        {
            lines.Add(new($"No look has ended for {Ago(_newestSince)}: what is true now is not known.", "critical"));
        }
        if (_heardAt is { })
            lines.AddRange(TopLines.Of(_clusters, Math.Max(1, height - lines.Count)));
        return lines;
    }

    TopLine Head() =>
        new($"Primacy at {service.GetLeftPart(UriPartial.Authority)}   {Clock(time.GetUtcNow())} UTC   q quits");

    string Ago(DateTimeOffset since) => Wording.Elapsed(time.GetUtcNow() - since);

    static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
