using Primacy.Configuration.Libpq;

namespace Primacy.Configuration;

/// <summary>A cluster that is given by a connection string alone.</summary>
/// <param name="Layers">What is said of the connection, the nearest first.</param>
/// <param name="At">Where that is.</param>
/// <param name="IsInherited">
/// Whether it was written for postgres_exporter, which has no names that might appear twice.
/// </param>
internal sealed record GivenCluster(IReadOnlyList<ConnectionLayer> Layers, Location At, bool IsInherited);
