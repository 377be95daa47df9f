using Primacy.Analysis;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>What is told to whom. What a route does not say holds for all.</summary>
internal sealed record AlertRoute
{
    /// <summary>Patterns of clusters' names; one has to fit.</summary>
    public EquatableArray<Glob> Clusters { get; init; }

    /// <summary>Labels that a cluster must have, each with a pattern of its value.</summary>
    public EquatableArray<LabelPattern> Labels { get; init; }

    /// <summary>The least severity.</summary>
    public Severity Least { get; init; } = Severity.Warning;

    /// <summary>Only these verdicts.</summary>
    public IReadOnlyList<VerdictCode> Verdicts { get; init; } = [];

    /// <summary>The names of those who are told.</summary>
    public required EquatableArray<string> Receivers { get; init; }

    /// <summary>After how long they are told again of what still fires; null for never.</summary>
    public TimeSpan? Repeat { get; init; }

    /// <summary>Whether it is for a verdict on a cluster.</summary>
    public bool Fits(VerdictCode code, string cluster, EquatableArray<ClusterLabel> labels) =>
        code.Severity >= Least
        && (Verdicts.Count == 0 || Verdicts.Contains(code))
        && (Clusters.Count == 0 || Clusters.Any(glob => glob.Fits(cluster)))
        && Labels.All(wanted => labels.Any(label => label.Name == wanted.Name && wanted.Value.Fits(label.Value)));
}
