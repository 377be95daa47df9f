using Primacy.Probing;

namespace Primacy.Scraping;

/// <summary>How to connect to what somebody names.</summary>
/// <param name="target">As it was asked for.</param>
/// <param name="configured">How it is connected to without a module; null for no configured server.</param>
/// <param name="module">Whose credentials are used; null for those that the target brings along.</param>
/// <returns>The settings, or why there are none.</returns>
internal delegate (ConnectionSettings? Settings, string? Objection) ReadTarget(
    string target,
    ConnectionSettings? configured,
    AuthModule? module
);
