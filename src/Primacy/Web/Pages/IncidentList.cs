namespace Primacy.Web.Pages;

/// <summary>The open incidents of a cluster, and who was told of them.</summary>
internal sealed record IncidentList(string Cluster, IReadOnlyList<IncidentLine> Lines)
{
    /// <summary>Where whoever may act silences it.</summary>
    public string SilenceAt => $"/silences?cluster={Uri.EscapeDataString(Cluster)}#new";
}
