using CliWrap;

namespace Primacy.Lab.Servers;

/// <summary>A program that goes on beside us; what it says is in a file.</summary>
internal sealed class LabProcess
{
    const string Redirect = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1";

    readonly CommandTask<CommandResult> _running;

    LabProcess(CommandTask<CommandResult> running, string log) => (_running, Log) = (running, log);

    /// <summary>The file with what it says.</summary>
    public string Log { get; }

    public int Id => _running.ProcessId;

    /// <summary>Ends when it has.</summary>
    public Task Exited => _running.Task;

    public bool HasExited => _running.Task.IsCompleted;

    /// <summary>Starts it under the account that runs this one.</summary>
    public static LabProcess Start(string program, IReadOnlyList<string> arguments, string directory, string log) =>
        Start(
            // A session of its own, as whoever interrupts us at the terminal interrupts the whole group.
            Cli.Wrap("setsid")
                .WithArguments(["/bin/sh", "-c", Redirect, "sh", log, program, .. arguments])
                .WithWorkingDirectory(directory)
                .WithValidation(CommandResultValidation.None),
            log
        );

    /// <summary>Starts it under the account of the servers.</summary>
    public static LabProcess Start(
        ServerAccount account,
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        string log,
        IReadOnlyDictionary<string, string?> environment
    )
    {
        string[] words = ["-c", Redirect, "sh", log, program, .. arguments];
        var command = account.Command("/bin/sh", words, directory, ["setsid"]);
        return Start(
            command.WithEnvironmentVariables(
                command.EnvironmentVariables.Concat(environment).ToDictionary(pair => pair.Key, pair => pair.Value)
            ),
            log
        );
    }

    /// <summary>Does nothing to one that has ended, whose number may be another's by now.</summary>
    public void Send(Signal signal)
    {
        if (!HasExited)
            _ = Native.Kill(Id, (int)signal);
    }

    public async Task KillAsync()
    {
        Send(Signal.Kill);
        await Exited;
    }

    static LabProcess Start(Command command, string log) => new(command.ExecuteAsync(), log);
}
