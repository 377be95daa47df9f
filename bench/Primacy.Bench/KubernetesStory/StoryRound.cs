namespace Primacy.Bench.KubernetesStory;

/// <summary>How long the parts of one story took.</summary>
/// <param name="Page">From the second primary's postmaster being started to the webhook that tells of it.</param>
/// <param name="Plan">From that webhook to a plan.</param>
/// <param name="Repair">From its approval to its being verified: one primary, and the other streams from it.</param>
/// <param name="End">From the approval to the webhook that tells of the end.</param>
internal sealed record StoryRound(TimeSpan Page, TimeSpan Plan, TimeSpan Repair, TimeSpan End);
