namespace Primacy.Lab.Registry;

/// <summary>
/// The TCP ports of one instance: the proxy's before it, its own, and the proxy's before its upstream.
/// </summary>
internal sealed record InstancePorts(int Number, int Port, int RealPort, int UpstreamPort);
