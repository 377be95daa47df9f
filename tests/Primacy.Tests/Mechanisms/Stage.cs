using Primacy.Lab.Networking;

namespace Primacy.Tests.Mechanisms;

/// <summary>What a story needs before it begins.</summary>
internal sealed record Stage
{
    /// <summary>The mechanism's number and name, as the report shows it.</summary>
    public required string Mechanism { get; init; }

    /// <summary>PostgreSQL's major version; null for the newest on this machine.</summary>
    public int? Major { get; init; }

    public LabNetworkKind Network { get; init; } = LabNetworkKind.Proxy;

    /// <summary>How many servers there are; the first is the primary and the others stream from it.</summary>
    public int Servers { get; init; } = 3;

    /// <summary>
    /// The names of the declared members, the first for server 1; servers beyond them belong to nobody.
    /// </summary>
    public IReadOnlyList<string> Members { get; init; } = ["node-1", "node-2", "node-3"];
}
