using System.Text.Json.Serialization;

namespace Primacy.Notifications;

/// <summary>What people read.</summary>
/// <param name="Summary">The verdict in one sentence.</param>
/// <param name="Description">The sentence and the evidence, one fact a line.</param>
/// <param name="Incident">The incident's key: the same in every notification of it, across restarts.</param>
/// <param name="Keep">The instance to keep as the primary; absent where none can be named.</param>
/// <param name="KeepReason">Why that one, or why none; absent where there is nothing to choose.</param>
internal sealed record WebhookAnnotations(
    string Summary,
    string Description,
    string Incident,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Keep,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyName("keep_reason")]
        string? KeepReason
)
{
    public static WebhookAnnotations Of(Incidents.Incident incident)
    {
        var verdict = incident.Verdict;
        var (keep, reason) = verdict.Survivor switch
        {
            Analysis.Survivor.Keep kept => (kept.Instance.Name, kept.Reason),
            Analysis.Survivor.Undecidable undecidable => (null, undecidable.Reason),
            _ => ((string?)null, (string?)null),
        };
        string[] lines = [verdict.Summary, .. verdict.Evidence.Select(evidence => evidence.Text)];
        return new(verdict.Summary, string.Join('\n', lines), incident.Key, keep, reason);
    }
}
