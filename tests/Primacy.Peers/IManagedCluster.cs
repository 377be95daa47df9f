namespace Primacy.Peers;

/// <summary>A cluster of real servers and its manager, whose primary can be changed in the orderly way.</summary>
internal interface IManagedCluster : IAsyncDisposable
{
    /// <summary>For libpq: every member, in the order of their numbers, without the password.</summary>
    string Conninfo { get; }

    /// <summary>Of the role in <see cref="Conninfo"/>.</summary>
    string Password { get; }

    /// <summary>Where each member listens, in the order of their numbers.</summary>
    IReadOnlyList<int> Ports { get; }

    /// <summary>The number of the primary; members count from 1.</summary>
    Task<int> PrimaryAsync(CancellationToken cancellation);

    /// <summary>
    /// Hands the role of the primary to another member, and returns when all others stream from that one.
    /// </summary>
    Task SwitchOverAsync(int to, CancellationToken cancellation);
}
