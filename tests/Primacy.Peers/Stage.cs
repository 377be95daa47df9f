using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Npgsql;
using Primacy.Lab;
using Primacy.Lab.Servers;

namespace Primacy.Peers;

/// <summary>
/// A directory of its own in which servers and their managers play, under an account that PostgreSQL accepts, until the
/// stage is disposed or this process ends.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string MonitorRole = "primacy";
    public const string Password = "heads-or-tails";

    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly Guard _guard;
    readonly CancellationTokenSource _end = new();
    readonly List<Task> _running = [];

    Stage(string directory, ServerAccount account, Guard guard) =>
        (Directory, Account, _guard) = (directory, account, guard);

    public string Directory { get; }

    public ServerAccount Account { get; }

    public static Stage Open()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("primacy-stage-").FullName;
        var account = ServerAccount.Choose();
        account.Own(directory);
        return new Stage(directory, account, Guard.Start(directory));
    }

    public string this[string name] => Path.Combine(Directory, name);

    public static IReadOnlyList<int> Ports(int count) => PortPicker.Pick(count, []);

    public void Write(string name, string content) => Account.WriteFile(this[name], content);

    /// <summary>Puts a program on the stage, which goes before others of its name.</summary>
    public void WriteProgram(string name, string content)
    {
        Write(name, content);
        File.SetUnixFileMode(this[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a program to its end, and gives its output; throws when it fails.</summary>
    public async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var result = await Command(program, arguments).ExecuteBufferedAsync(cancellation);
        return result.ExitCode == 0
            ? result.StandardOutput
            : throw new LabException(
                $"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {result.ExitCode}:\n"
                    + $"{result.StandardOutput}{result.StandardError}"
            );
    }

    /// <summary>Starts a program that goes on; what it says is in NAME.log at once. Gives its process.</summary>
    public int Start(string name, string program, params IReadOnlyList<string> arguments)
    {
        const string Redirect = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1";
        var started = Command("/bin/sh", ["-c", Redirect, "sh", this[$"{name}.log"], program, .. arguments])
            .ExecuteAsync(_end.Token);
        _running.Add(started.Task);
        return started.ProcessId;
    }

    public Task<string> SignalAsync(string signal, int process, CancellationToken cancellation) =>
        RunAsync("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)], cancellation);

    /// <summary>Asks a program that was started here to end, and returns when it has.</summary>
    public async Task EndAsync(string signal, int process, CancellationToken cancellation)
    {
        await SignalAsync(signal, process, cancellation);
        await UntilAsync(() => Task.FromResult(!IsRunning(process)), $"process {process} ends", cancellation);
    }

    /// <summary>The postmaster of a data directory is killed, as a machine that fails would.</summary>
    public async Task CrashServerAsync(string data, CancellationToken cancellation)
    {
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(this[data], "postmaster.pid"), cancellation))[0];
        await EndAsync("KILL", int.Parse(postmaster, CultureInfo.InvariantCulture), cancellation);
    }

    static bool IsRunning(int process) =>
        System.IO.Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}"));

    /// <summary>The first column of the first row, as superuser.</summary>
    public static async Task<T?> ScalarAsync<T>(
        int port,
        string sql,
        CancellationToken cancellation,
        string database = "postgres"
    )
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = port,
                Username = "postgres",
                Password = Password,
                Database = database,
                Pooling = false,
                Timeout = 5,
            }.ConnectionString
        );
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation) is T value ? value : default;
    }

    /// <summary>Waits for a condition; a server that does not answer does not fulfil it yet.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancellation)
    {
        var holds = await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    if (await condition())
                        return true;
                }
                catch (Exception e) when (e is NpgsqlException or HttpRequestException or LabException)
                {
                    // It does not answer yet.
                }
                // To ask costs a connection, and whoever is asked has work to do.
                await Task.Delay(Pause, TimeProvider.System, cancellation);
                return false;
            },
            Deadline,
            TimeProvider.System,
            cancellation
        );
        if (!holds)
            throw new LabException($"Waited {Deadline.TotalSeconds:0} s in vain for this: {what}.\n{Logs()}");
    }

    /// <summary>Waits until one member is the primary and so many others stream from it.</summary>
    public Task StreamingAsync(int port, int standbys, CancellationToken cancellation) =>
        UntilAsync(
            async () =>
                await ScalarAsync<bool>(
                    port,
                    $"SELECT NOT pg_is_in_recovery() AND {standbys} = (SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming')",
                    cancellation
                ),
            $"{standbys} standbys stream from the server at port {port}",
            cancellation
        );

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _guard.DisposeAsync();
        _end.Dispose();
    }

    Command Command(string program, IReadOnlyList<string> arguments)
    {
        var command = Account.Command(program, arguments, Directory);
        // Programs that managers call by name are looked for on the stage first.
        var path = $"{Directory}:{PeerPrograms.PostgresDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
        return command.WithEnvironmentVariables(
            new Dictionary<string, string?>(command.EnvironmentVariables) { ["PATH"] = path }
        );
    }

    string Logs() =>
        string.Join(
            '\n',
            System
                .IO.Directory.EnumerateFiles(Directory)
                .Where(file => Path.GetExtension(file) is ".log")
                .Order()
                .Select(file => $"--- {Path.GetFileName(file)}\n{LogTail.Read(file, 8)}")
        );
}
