using System.Globalization;
using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>What the journal knows of a cluster at an instant.</summary>
/// <param name="View">The newest look that is kept at or before it; null when there is none.</param>
/// <param name="First">When the oldest look of the cluster that is kept was taken; null when none is.</param>
/// <param name="Last">When the newest one was.</param>
internal sealed record PastLook(ClusterView? View, DateTimeOffset? First, DateTimeOffset? Last)
{
    /// <summary>When the look before the view was taken; null when none is kept.</summary>
    public DateTimeOffset? Earlier { get; init; }

    /// <summary>When the look after it was taken; null when it is the newest.</summary>
    public DateTimeOffset? Later { get; init; }

    /// <summary>Why there is no view, in a sentence that says from when to when there is one.</summary>
    public string NothingKnown(string cluster, DateTimeOffset at) =>
        First is { } first
            ? $"Nothing is kept of '{cluster}' at {Utc(at)}: the first look that is kept was taken at {Utc(first)}, the "
                + $"last at {Utc(Last ?? first)}."
            : $"No look at a cluster '{cluster}' is kept.";

    static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
