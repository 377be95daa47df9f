using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Notifications.Words;
using Primacy.Storytelling;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>The page of one incident.</summary>
internal sealed record StoryModel
{
    /// <summary>Of the list of moments, in characters: a page stays below 100 KB.</summary>
    const int WeightMax = 55_000;

    const int ToldMax = 60;

    public required Story Story { get; init; }

    /// <summary>Which part of the story is shown, from 1 on.</summary>
    public required int Part { get; init; }

    public required int Parts { get; init; }

    public required IReadOnlyList<Minute> Minutes { get; init; }

    public required IReadOnlyList<HarmRow> Sides { get; init; }

    public required IReadOnlyList<ToldLine> Told { get; init; }

    public string? Muted { get; init; }

    /// <summary>Whether whoever looks may do something about it.</summary>
    public bool MayAct { get; init; }

    public bool MaySignIn { get; init; }

    public string Key => Incident.Key;

    public string Cluster => Incident.Cluster;

    public string Label => Labels.Of(Incident.Code);

    public string? Kind => Labels.KindOf(Incident.Verdict);

    public string Phase => Story.IsOver ? "over" : Incident.Phase.Word;

    public string Tone => Story.IsOver ? "none" : Incident.Code.Severity.Word;

    public string Icon => Story.IsOver ? "✓" : Labels.IconOf(Incident.Code.Severity);

    public string Summary => PlainText.Line(Incident.Verdict.Summary, SeenMoments.TextMax);

    public IEnumerable<(string Name, string Text)> Facts
    {
        get
        {
            yield return ("First seen", Times.Second(Incident.Since));
            if (Incident.FiredAt is { } fired)
                yield return ("Fired", Times.Second(fired));
            if (Incident.ResolvedAt is { } end)
                yield return ("Resolved", Times.Second(end));
            yield return (Story.IsOver ? "Lasted" : "Lasts for", Wording.Elapsed(Story.Lasted));
            switch (Incident.Verdict.Survivor)
            {
                case Survivor.Keep keep:
                    yield return ("Keep", $"{keep.Instance}: {keep.Reason}");
                    break;
                case Survivor.Undecidable open:
                    yield return ("Keep", $"undecidable: {open.Reason}");
                    break;
            }
            if (Incident.Verdict is { SubKind: { }, Split: { } split })
                yield return ("How", $"{Kind}: {split.Why}");
        }
    }

    public IReadOnlyList<string> Gaps => Story.Gaps;

    public int ToldMore => Math.Max(0, Story.Deliveries.Count - ToldMax);

    public string AcknowledgeAt => $"/acknowledge?incident={Uri.EscapeDataString(Key)}";

    public string SilenceAt => $"/silences?cluster={Uri.EscapeDataString(Cluster)}#new";

    public string ClusterAt => Links.ToCluster(Cluster);

    public string DeliveriesAt => $"/api/v1/deliveries?incident={Uri.EscapeDataString(Key)}";

    public string PartAt(int part) => $"{Links.ToIncident(Key)}?part={part}#story";

    Incident Incident => Story.Incident;

    public static StoryModel Of(Story story, int part)
    {
        var key = story.Incident.Key;
        MomentLine[] lines =
        [
            .. story.Moments.Select(one => new MomentLine(one, Links.ToThen(story.Incident.Cluster, one.At, key))),
        ];
        var parts = Cut(lines);
        var shown = Math.Min(part, parts.Count);
        return new StoryModel
        {
            Story = story,
            Part = shown,
            Parts = parts.Count,
            Minutes = Minute.Of(parts[shown - 1]),
            Sides = HarmRow.Of(story.Incident.Verdict),
            Told = [.. story.Deliveries.TakeLast(ToldMax).Select(ToldLine.From)],
        };
    }

    /// <summary>Parts that are each light enough for a page; one at least.</summary>
    static List<List<MomentLine>> Cut(IEnumerable<MomentLine> lines)
    {
        List<List<MomentLine>> parts =
        [
            [],
        ];
        var weight = 0;
        foreach (var line in lines)
        {
            if (weight + line.Weight > WeightMax && parts[^1].Count > 0)
            {
                parts.Add([]);
                weight = 0;
            }
            parts[^1].Add(line);
            weight += line.Weight;
        }
        return parts;
    }
}
