using Primacy.Topology;

namespace Primacy.Repair;

/// <summary>
/// The very server that was judged. Whoever acts on it compares all of this with what he finds right before the act,
/// and refuses anything else: names and addresses are given to other servers, and pods come back.
/// </summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Instance">The declared instance.</param>
/// <param name="Host">The host name, address or socket directory at which it was seen.</param>
/// <param name="Port">The TCP port, or the number in the socket's name.</param>
/// <param name="System">The system identifier that it showed.</param>
/// <param name="Timeline">The timeline that it wrote.</param>
/// <param name="StartedAt">When its postmaster was started, by its own clock.</param>
public sealed record RepairTarget(
    string Cluster,
    InstanceId Instance,
    string Host,
    int Port,
    SystemIdentifier System,
    Timeline Timeline,
    DateTimeOffset StartedAt
);
