namespace Primacy.Lab;

/// <summary>One PostgreSQL server of a lab, and where it is found.</summary>
internal sealed record LabInstance
{
    public const string NamePattern = "node-*";

    public required int Number { get; init; }

    public string Name => NameOf(Number);

    public const string Loopback = "127.0.0.1";

    public required string Host { get; init; }

    /// <summary>
    /// Where clients connect, and what a partition cuts off: the proxy's port before the server, or its own at an
    /// address of its own.
    /// </summary>
    public required int Port { get; init; }

    /// <summary>The server's own port, which no partition cuts off.</summary>
    public required int RealPort { get; init; }

    /// <summary>
    /// The proxy's port through which this instance's WAL receiver reaches whichever upstream it has.
    /// </summary>
    public required int UpstreamPort { get; init; }

    public required string DataDirectory { get; init; }

    public required string SocketDirectory { get; init; }

    public required string LogFile { get; init; }

    /// <summary>Also its cluster_name, and so the application_name it replicates under.</summary>
    public static string NameOf(int number) => $"node-{number}";
}
