using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Primacy.Lab.Binaries;

namespace Primacy.Lab.Servers;

/// <summary>Creates, starts and stops the server of one instance.</summary>
internal sealed class PostgresServer(
    LabInstance instance,
    PostgresBinaries binaries,
    ServerAccount account,
    IReadOnlyList<string> entrance,
    TimeProvider time
)
{
    const int StartTimeoutSeconds = 60;
    const int LogLinesShown = 12;

    /// <summary>
    /// A fast shutdown waits for the standbys to have everything, and for one that does not answer until
    /// wal_sender_timeout, so this is longer than that.
    /// </summary>
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    public LabInstance Instance => instance;

    public ServerProcesses Processes { get; } = new(instance.DataDirectory, time);

    /// <summary>Creates an empty database cluster.</summary>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        string[] options = ["-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C", "--data-checksums"];
        var result = await Run("initdb", ["-D", instance.DataDirectory, "--no-sync", .. options], [])
            .ExecuteBufferedAsync(cancellationToken);
        if (result.ExitCode != 0)
            throw new LabException($"initdb failed for {instance.Name}: {result.StandardError.Trim()}");
    }

    /// <summary>Starts the server and waits until it accepts connections.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Processes.AreRunning)
            RemoveStaleLocks();
        var timeout = StartTimeoutSeconds.ToString(CultureInfo.InvariantCulture);
        var result = await Run(
                "pg_ctl",
                ["start", "-s", "-w", "-t", timeout, "-D", instance.DataDirectory, "-l", instance.LogFile],
                entrance
            )
            .ExecuteBufferedAsync(cancellationToken);
        if (result.ExitCode == 0)
            return;
        var log = LogTail.Read(instance.LogFile, LogLinesShown);
        throw new LabException(
            $"{instance.Name} did not start: {result.StandardError.Trim()}\nThe end of {instance.LogFile}:\n{log}"
        )
        {
            IsPortTaken = log.Contains("Address already in use", StringComparison.Ordinal),
        };
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!await Processes.StopAsync(StopTimeout, cancellationToken))
            throw new LabException(
                $"{instance.Name} did not stop within {StopTimeout.TotalSeconds:0} s. "
                    + $"End it with: primacy lab kill {instance.Number}"
            );
    }

    /// <summary>
    /// A killed postmaster may stay in the process table until its parent looks, and the next one would take it for
    /// alive.
    /// </summary>
    void RemoveStaleLocks()
    {
        File.Delete(Path.Combine(instance.DataDirectory, "postmaster.pid"));
        var socket = string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{instance.RealPort}.lock");
        File.Delete(Path.Combine(instance.SocketDirectory, socket));
    }

    Command Run(string program, IReadOnlyList<string> arguments, IReadOnlyList<string> from) =>
        account.Command(
            Path.Combine(binaries.Directory, program),
            arguments,
            Path.GetDirectoryName(instance.DataDirectory)!,
            from
        );
}
