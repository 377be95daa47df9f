using System.Globalization;

namespace Primacy.Web.Pages;

/// <summary>Where things are shown.</summary>
internal static class Links
{
    /// <summary>An incident's story. Its key reads as a path.</summary>
    public static string ToIncident(string key) =>
        $"/incidents/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}";

    /// <summary>A cluster as it is.</summary>
    public static string ToCluster(string cluster) => $"/clusters/{Uri.EscapeDataString(cluster)}";

    /// <summary>What would be done about a cluster's split, to be approved.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="keep">Whom a person keeps; null when it is left to the evidence.</param>
    public static string ToPlan(string cluster, string? keep) =>
        $"/plan?cluster={Uri.EscapeDataString(cluster)}" + (keep is null ? "" : $"&keep={Uri.EscapeDataString(keep)}");

    /// <summary>What was known of a cluster at an instant.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="at">The instant.</param>
    /// <param name="incident">The incident to lead back to; null for none.</param>
    public static string ToThen(string cluster, DateTimeOffset at, string? incident) =>
        $"/clusters/{Uri.EscapeDataString(cluster)}/then?at={Instant(at)}"
        + (incident is null ? "" : $"&incident={Uri.EscapeDataString(incident)}");

    public static string ToReport(string key, string extension) =>
        $"/api/v1/incidents/{Uri.EscapeDataString(key)}/report{extension}";

    static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
