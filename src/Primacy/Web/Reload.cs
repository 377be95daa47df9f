namespace Primacy.Web;

/// <summary>Loads the configuration again; what is wrong with it, or nothing when it is in use now.</summary>
internal delegate Task<IReadOnlyList<string>> Reload(CancellationToken cancellation);
