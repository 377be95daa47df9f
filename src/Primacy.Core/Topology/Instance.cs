namespace Primacy.Topology;

/// <summary>One PostgreSQL server that is declared to belong to a cluster.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Host">The host name, address or socket directory at which it is probed.</param>
/// <param name="Port">The TCP port, or the number in the socket's name.</param>
public sealed record Instance(InstanceId Id, string Host, int Port);
