using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Primacy.Tests;

/// <summary>
/// Runs a part of a test in a process of its own, so that it can be killed. The child is this very test program, told
/// by an environment variable to do that part instead of running tests.
/// </summary>
static class ChildProcess
{
    const string Variable = "PRIMACY_TEST_CHILD";

    public static Process Start(string part, string argument, params ReadOnlySpan<string> prefix)
    {
        string[] command = [.. prefix, Environment.ProcessPath!, argument];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Variable] = part },
        };
        return Process.Start(start)!;
    }

    /// <summary>
    /// For a part that uses several threads, which all wait until this module is initialized. The program itself goes
    /// on, finds nothing to do and ends; the process does not before the part has.
    /// </summary>
    static void Beside(Action part)
    {
        var work = new Thread(() => part());
        work.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => work.Join();
    }

    [ModuleInitializer]
    internal static void RunWhenTold()
    {
        var argument = Environment.GetCommandLineArgs()[^1];
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case nameof(Storage.JournalWriter):
                Storage.JournalWriter.Run(argument);
                Environment.Exit(0);
                break;
            case nameof(Storage.FullDisk):
                Storage.FullDisk.Run(argument);
                Environment.Exit(0);
                break;
            case nameof(Forensics.Branches.BranchChild):
                Forensics.Branches.BranchChild.Run(argument);
                Environment.Exit(0);
                break;
            case nameof(Repairing.RepairChild):
                Beside(() => Repairing.RepairChild.Run(argument));
                break;
        }
    }
}
