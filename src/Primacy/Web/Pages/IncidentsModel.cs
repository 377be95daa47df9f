using Primacy.Storytelling;

namespace Primacy.Web.Pages;

/// <summary>The page that lists incidents.</summary>
internal sealed record IncidentsModel
{
    public required IReadOnlyList<IncidentEntry> Entries { get; init; }

    public required IReadOnlyList<string> Clusters { get; init; }

    /// <summary>Of which cluster only; empty for all.</summary>
    public required string Cluster { get; init; }

    public required IncidentState State { get; init; }

    /// <summary>Whether this is the beginning of the list.</summary>
    public required bool IsFirst { get; init; }

    /// <summary>Behind which it goes on; null where it ends.</summary>
    public required string? LastKey { get; init; }

    /// <summary>Those that are watched, and the one that was asked for if it is no longer.</summary>
    public IEnumerable<string> Choices =>
        Cluster.Length == 0 || Clusters.Contains(Cluster) ? Clusters : Clusters.Prepend(Cluster);

    public string FirstPage => $"/incidents?{Filter}";

    public string? NextPage => LastKey is null ? null : $"/incidents?{Filter}&after={Uri.EscapeDataString(LastKey)}";

    string Filter => $"cluster={Uri.EscapeDataString(Cluster)}&state={StateWord}";

    string StateWord => IncidentStates.All.First(one => one.State == State).Word;
}
