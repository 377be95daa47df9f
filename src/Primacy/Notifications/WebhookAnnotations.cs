using System.Text.Json.Serialization;
using Primacy.Analysis;

namespace Primacy.Notifications;

/// <summary>What people read.</summary>
/// <param name="Summary">The verdict in one sentence.</param>
/// <param name="Description">The sentence and the evidence, one fact a line.</param>
/// <param name="Incident">The incident's key: the same in every notification of it, across restarts.</param>
/// <param name="Keep">The instance to keep as the primary; absent where none can be named.</param>
/// <param name="KeepReason">Why that one, or why none; absent where there is nothing to choose.</param>
/// <param name="SubKind">How it came about. No label, because it may become known while the alert fires.</param>
/// <param name="Harm">What each side holds of its own.</param>
/// <param name="Votes">Who stands behind whom.</param>
internal sealed record WebhookAnnotations(
    string Summary,
    string Description,
    string Incident,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Keep,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyName("keep_reason")]
        string? KeepReason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyName("sub_kind")]
        string? SubKind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Harm,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Votes
)
{
    public static WebhookAnnotations Of(Incidents.Incident incident)
    {
        var verdict = incident.Verdict;
        var (keep, reason) = verdict.Survivor switch
        {
            Survivor.Keep kept => (kept.Instance.Name, kept.Reason),
            Survivor.Undecidable undecidable => (null, undecidable.Reason),
            _ => ((string?)null, (string?)null),
        };
        string[] lines = [verdict.Summary, .. verdict.Evidence.Select(evidence => evidence.Text)];
        return new(
            verdict.Summary,
            string.Join('\n', lines),
            incident.Key,
            keep,
            reason,
            KindOf(verdict),
            HarmOf(verdict.Split),
            VotesOf(verdict.Split)
        );
    }

    static string? KindOf(Verdict verdict) =>
        verdict switch
        {
            { SubKind: null } => null,
            { SubKind: { } kind, Split: { IsProven: false } } => $"perhaps {kind.Slug}",
            { SubKind: { } kind } => kind.Slug,
        };

    static string? HarmOf(Split? split) =>
        split is { Sides.Count: > 0 }
            ? string.Join('\n', split.Sides.Select(side => $"{side.Instance}: {side.Harm}"))
            : null;

    static string? VotesOf(Split? split) =>
        split is { Votes.Count: > 0 } ? string.Join('\n', split.Votes.Select(vote => vote.Sentence)) : null;
}
