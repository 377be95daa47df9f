using Primacy.Lab.Proxying;

namespace Primacy.Lab.Networking;

/// <summary>What joins the instances of a lab with one another and with the world, and can be cut.</summary>
internal interface ILabNetwork : IAsyncDisposable
{
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Whether anything passes at all.</summary>
    Task<bool> IsUpAsync(CancellationToken cancellationToken);

    /// <summary>Changes the routes; on return they are in force.</summary>
    Task ChangeAsync(Func<Routes, Routes> change, CancellationToken cancellationToken);

    /// <summary>Lets the network see at once what became of the servers.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);

    /// <summary>Where an instance's WAL receiver finds its upstream.</summary>
    (string Host, int Port) WayTo(LabInstance upstream, LabInstance standby);

    /// <summary>What a command is preceded by to run where the instance is.</summary>
    IReadOnlyList<string> Entrance(int number);
}
