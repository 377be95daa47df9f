namespace Primacy.Lab.Binaries;

/// <summary>A set of PostgreSQL's server binaries that runs on this machine.</summary>
internal sealed record PostgresBinaries(int Major, string Version, string Directory);
