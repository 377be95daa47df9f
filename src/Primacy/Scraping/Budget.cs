namespace Primacy.Scraping;

/// <summary>How long a collector may take on one server in one scrape, in all databases together.</summary>
internal sealed class Budget(TimeSpan limit)
{
    public TimeSpan Limit => limit;

    public TimeSpan Spent { get; private set; }

    public TimeSpan Left => limit - Spent;

    public void Spend(TimeSpan time) => Spent += time;
}
