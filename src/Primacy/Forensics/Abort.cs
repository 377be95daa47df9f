using Npgsql;
using Primacy.Probing;

namespace Primacy.Forensics;

/// <summary>
/// Gives a connection up without asking the server, which may be frozen: the driver would open a second connection to
/// ask it, and a cancelled stream leaves an error in the server's log.
/// </summary>
internal static class Abort
{
    public static CancellationTokenRegistration Of(NpgsqlConnection connection, CancellationToken cancellation) =>
        DriverSocket.Of(connection) is { } socket
            ? cancellation.Register(() => DriverSocket.Shutdown(socket))
            : default;
}
