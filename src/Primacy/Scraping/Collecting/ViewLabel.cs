namespace Primacy.Scraping.Collecting;

/// <summary>A label, and the expression that it comes from where that is not a column of its name.</summary>
internal sealed record ViewLabel(string Name, string? Sql = null)
{
    public string Expression => Sql ?? Name;
}
