using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Notifications.Words;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Web.Pages;

/// <summary>Which to keep and why, what would be lost with the others, and what Primacy does or waits for.</summary>
internal static class Advice
{
    const int SidesMax = 6;
    const int WordsMax = 400;

    public static EquatableArray<AdviceLine> Of(ClusterSnapshot snapshot, IncidentPolicy policy)
    {
        var headline = snapshot.Assessment.Headline;
        return [.. Choice(headline), .. Doing(snapshot, headline, policy)];
    }

    /// <summary>Which to keep and why, and what would be lost with the others.</summary>
    public static IEnumerable<AdviceLine> Choice(Verdict headline) => [.. Keeping(headline), .. Losses(headline)];

    /// <summary>What has to happen before people are told; null when they are, or nothing is to be told.</summary>
    public static string? WaitOf(Incident incident, IncidentPolicy policy) =>
        incident.Phase is not IncidentPhase.Pending ? null
        : policy.For(incident.Code) - incident.Observed is var left && left > TimeSpan.Zero
            ? $"seen for {Wording.Elapsed(incident.Observed)}; people are told once it has been so for "
                + $"{Wording.Elapsed(policy.For(incident.Code))}"
        : "held back while a graver incident says the same";

    static IEnumerable<AdviceLine> Keeping(Verdict headline) =>
        headline.Survivor switch
        {
            Survivor.Keep keep => [new($"Keep {Name(keep.Instance)}", Sentence(keep.Reason), "good")],
            Survivor.Undecidable { Leaning: { } leaning } none =>
            [
                new("Which to keep is undecidable", Sentence(none.Reason), "doubtful"),
                new(
                    $"It leans to {Name(leaning)}",
                    "What was counted so far points there. It is no proof: a person decides.",
                    "doubtful"
                ),
            ],
            Survivor.Undecidable none => [new("Which to keep is undecidable", Sentence(none.Reason), "doubtful")],
            _ => [],
        };

    static IEnumerable<AdviceLine> Losses(Verdict headline)
    {
        if (headline is not { Split: { } split, Survivor: { } survivor })
            return [];
        var kept = (survivor as Survivor.Keep)?.Instance;
        return split
            .Sides.Where(side => side.Instance != kept)
            .Take(SidesMax)
            .Select(side =>
                side.NothingLost
                    ? new AdviceLine(
                        $"Without {Name(side.Instance)}",
                        "nothing that a client wrote would be lost.",
                        "good"
                    )
                    : new AdviceLine($"Without {Name(side.Instance)} would be lost", $"{side.Harm}.", "grave")
            );
    }

    static IEnumerable<AdviceLine> Doing(ClusterSnapshot snapshot, Verdict headline, IncidentPolicy policy)
    {
        if (snapshot.Incidents.FirstOrDefault(incident => incident.Code == headline.Code) is not { } incident)
            return [];
        var next = NextSteps.Of(incident);
        return
        [
            new("Next", Texts.Cut(char.ToUpperInvariant(next[0]) + next[1..], Texts.SentenceMax), "plain"),
            .. WaitOf(incident, policy) is { } wait ? (AdviceLine[])[new("Not told yet", $"{wait}.", "plain")] : [],
        ];
    }

    static string Name(InstanceId instance) => Texts.Name(instance.Name);

    static string Sentence(string reason) => $"{Texts.Cut(char.ToUpperInvariant(reason[0]) + reason[1..], WordsMax)}.";
}
