namespace Primacy.Scraping.Wire;

/// <summary>A question that a server has prepared, so that it plans it once and not at every scrape.</summary>
internal sealed class Statement(string name, string sql)
{
    public string Name => name;

    public string Sql => sql;

    /// <summary>What its rows have; null until the server has said it.</summary>
    public Columns? Columns { get; set; }

    /// <summary>Whether it is several statements, which no server prepares.</summary>
    public bool IsSeveral { get; set; }

    public TextSequence Texts { get; } = new();
}
