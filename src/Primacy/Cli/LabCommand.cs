using System.CommandLine;
using System.ComponentModel;
using Npgsql;
using Primacy.Lab;

namespace Primacy.Cli;

/// <summary><c>primacy lab</c>: real PostgreSQL servers on this machine, to be broken at will.</summary>
internal static partial class LabCommand
{
    const int Failed = 1;
    const int Interrupted = 130;

    static readonly Option<string> Name = new("--name")
    {
        Description = "Which lab. Several run side by side under different names.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "default",
        Recursive = true,
    };

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy lab split-brain                   the story of a split brain, in under a minute
        primacy lab up                            a primary (1) and two standbys (2, 3)
        primacy lab promote 2                     a second primary: a split brain
        primacy lab rejoin 2                      a standby again, copied from the remaining primary
        primacy lab partition 1                   nobody reaches 1, and 1 reaches nobody
        primacy lab up --name old --postgres 13   another lab beside it
        primacy lab down                          everything gone
        primacy lab kubernetes --break            a Kubernetes, on which a pod comes back as a second primary
        """
    );

    static readonly HelpSection Servers = new(
        "Servers",
        """
        They are local processes under an unprivileged account, joined by streaming replication. PostgreSQL
        is found on this machine or fetched; PRIMACY_LAB_POSTGRES names a directory of binaries to use.
        """
    );

    public static Command Create() =>
        new Verb("lab", "Start real PostgreSQL servers on this machine, and break them.", Examples, Servers)
        {
            Name,
            SplitBrainCommand.Create(),
            CreateUp(),
            CreateStatus(),
            CreatePromote(),
            CreateRejoin(),
            CreateKill(),
            CreateStop(),
            CreateStart(),
            CreateFreeze(),
            CreateThaw(),
            CreatePartition(),
            CreateCut(),
            CreateHeal(),
            CreateDown(),
            CreateKubernetes(),
            CreateProxy(),
        };

    /// <summary>Joins the lab named, and turns what goes wrong in it into one message and an exit code.</summary>
    static void SetLabAction(Command command, Func<LabCluster, ParseResult, CancellationToken, Task> action) =>
        SetGuardedAction(
            command,
            async (arguments, cancellationToken) =>
            {
                var name = arguments.GetRequiredValue(Name);
                await using var lab = await LabCluster.AttachAsync(
                    name,
                    baseDirectory: null,
                    TimeProvider.System,
                    cancellationToken
                );
                await action(lab, arguments, cancellationToken);
            }
        );

    static void SetGuardedAction(Command command, Func<ParseResult, CancellationToken, Task> action) =>
        command.SetAction(
            async (arguments, cancellationToken) =>
            {
                try
                {
                    await action(arguments, cancellationToken);
                    return 0;
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    return Interrupted;
                }
                catch (Exception failure) when (IsExpected(failure))
                {
                    await arguments.InvocationConfiguration.Error.WriteLineAsync($"primacy: {failure.Message}");
                    return Failed;
                }
            }
        );

    /// <summary>
    /// What the machine, the file system or a server may do to a lab; all else is a fault of this program.
    /// </summary>
    static bool IsExpected(Exception failure) =>
        failure is LabException or NpgsqlException or IOException or UnauthorizedAccessException or Win32Exception;

    static void Say(ParseResult arguments, string sentence) =>
        arguments.InvocationConfiguration.Output.WriteLine(sentence);
}
