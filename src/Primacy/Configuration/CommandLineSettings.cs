namespace Primacy.Configuration;

/// <summary>What the command line says, as it was typed.</summary>
internal sealed record CommandLineSettings
{
    /// <summary>libpq connection strings, a cluster each.</summary>
    public IReadOnlyList<string> Connections { get; init; } = [];

    /// <summary>Names for the clusters of <see cref="Connections"/>, in the same order.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public string? ConfigFile { get; init; }

    public string? State { get; init; }

    public IReadOnlyList<string> Webhooks { get; init; } = [];

    public string? Listen { get; init; }

    /// <summary>How what is served is protected; it goes before the file.</summary>
    public string? WebConfigFile { get; init; }

    /// <summary>The addresses of Patroni's REST API, for the one cluster of <see cref="Connections"/>.</summary>
    public IReadOnlyList<string> Patroni { get; init; } = [];

    /// <summary>For every cluster; it goes before the file.</summary>
    public string? Interval { get; init; }

    /// <summary>For every cluster; it goes before the file.</summary>
    public string? Timeout { get; init; }
}
