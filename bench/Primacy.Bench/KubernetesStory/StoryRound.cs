namespace Primacy.Bench.KubernetesStory;

/// <summary>How long the parts of one story took.</summary>
/// <param name="Page">From the second primary's postmaster being started to the webhook that tells of it.</param>
/// <param name="Repair">From the deletion of the wrong pod to one primary that all others stream from.</param>
/// <param name="End">From that deletion to the webhook that tells of the end.</param>
internal sealed record StoryRound(TimeSpan Page, TimeSpan Repair, TimeSpan End);
