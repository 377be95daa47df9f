using Primacy.Probing;

namespace Primacy.Scraping;

/// <summary>A server to scrape.</summary>
/// <param name="Cluster">The cluster it belongs to; empty for none, as it is not configured.</param>
/// <param name="Server">Its name within the cluster.</param>
/// <param name="Host">Its host as configured.</param>
/// <param name="Connection">How to connect, and how long that may take.</param>
internal sealed record ScrapeTarget(string Cluster, string Server, string Host, ConnectionSettings Connection)
{
    const int PortDefault = 5432;

    static readonly TimeSpan ConnectTimeoutDefault = TimeSpan.FromSeconds(2);

    public TimeSpan ConnectTimeout => Connection.ConnectTimeout ?? ConnectTimeoutDefault;

    /// <summary>Whether it is a server of a configured cluster, and so is watched.</summary>
    public bool IsConfigured => Cluster.Length > 0;

    /// <summary>What its samples are labelled with.</summary>
    public IEnumerable<(string Name, string Value)> Labels =>
        IsConfigured ? [("cluster", Cluster), ("server", Server)] : [("server", Server)];

    /// <summary>Its name that no other has, as a server's is its own only within its cluster.</summary>
    public string FullName => $"{Cluster}/{Server}";

    /// <summary>
    /// Whether somebody means it who writes "db1:5432", "db1" or a URL, as postgres_exporter takes them, or its name,
    /// with its cluster's before it or without. Of a URL only host and port count: how to connect is our business.
    /// </summary>
    public bool IsMeantBy(string target)
    {
        if (target == Server || target == FullName)
            return true;
        var text = target.Contains("://", StringComparison.Ordinal) ? target : $"postgresql://{target}";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "postgresql" or "postgres"
            && string.Equals(uri.Host.Trim('[', ']'), Host, StringComparison.OrdinalIgnoreCase)
            && (uri.IsDefaultPort ? PortDefault : uri.Port) == Connection.Port;
    }
}
