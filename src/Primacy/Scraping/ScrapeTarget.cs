using Primacy.Probing;

namespace Primacy.Scraping;

/// <summary>A server to scrape.</summary>
/// <param name="Cluster">The cluster it belongs to.</param>
/// <param name="Server">Its name within the cluster.</param>
/// <param name="Address">Its host and port as configured, by which it can be asked for too.</param>
/// <param name="Connection">How to connect.</param>
internal sealed record ScrapeTarget(string Cluster, string Server, string Address, ConnectionSettings Connection);
