namespace Primacy.Configuration.Libpq;

/// <summary>One server that a configuration names.</summary>
/// <param name="Name">What the configuration calls it; null to call it by its address.</param>
/// <param name="Host">The host, or the directory of a Unix socket.</param>
/// <param name="Address">The address to connect to instead of looking the host up.</param>
/// <param name="Port">The port.</param>
/// <param name="At">Where it was written.</param>
internal sealed record ServerAddress(string? Name, string Host, string? Address, int Port, Location At);
