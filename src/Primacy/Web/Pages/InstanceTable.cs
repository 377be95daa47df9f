namespace Primacy.Web.Pages;

/// <summary>The instances of a cluster in a table.</summary>
/// <param name="Cluster">Whose they are.</param>
/// <param name="Rows">One each.</param>
/// <param name="LeftOut">How many have no row.</param>
internal sealed record InstanceTable(string Cluster, IReadOnlyList<InstanceRow> Rows, int LeftOut)
{
    const int RowsMax = 40;

    public static InstanceTable Of(string cluster, IReadOnlyList<InstanceRow> rows) =>
        new(cluster, [.. rows.Take(RowsMax)], Math.Max(0, rows.Count - RowsMax));
}
