using System.Text.Json.Serialization;

namespace Primacy.Kubernetes.Leadership;

/// <summary>What one receiver was last told of one verdict of one cluster, or is just being told.</summary>
/// <param name="Receiver">The receiver's name.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Verdict">The verdict's slug.</param>
/// <param name="Key">The key under which the receiver knows the incident.</param>
/// <param name="News">What was told, as <see cref="NewsDigest"/> has it.</param>
/// <param name="IsOver">Whether that was its end.</param>
/// <param name="By">The replica.</param>
/// <param name="At">When, by that replica's clock.</param>
internal sealed record LedgerEntry(
    string Receiver,
    string Cluster,
    string Verdict,
    string Key,
    string News,
    bool IsOver,
    string By,
    DateTimeOffset At
)
{
    /// <summary>False while it is only said to be about to happen.</summary>
    public bool IsTold { get; init; }

    /// <summary>Until when people have muted it there; null when it is to be told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>Whether the other says that what this one is going to tell was told.</summary>
    public bool YieldsTo(LedgerEntry? other) => !IsTold && other is { IsTold: true } && other.News == News;

    [JsonIgnore]
    public LedgerSubject Subject => new(Receiver, Cluster, Verdict);
}
