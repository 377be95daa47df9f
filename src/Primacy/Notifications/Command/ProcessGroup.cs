using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Primacy.Notifications.Command;

/// <summary>Starts a program at the head of a group, so that it can be ended with all that it started.</summary>
internal static partial class ProcessGroup
{
    const int Kill = 9;

    /// <summary>Part of util-linux and of busybox, and so of every Linux; it becomes the program.</summary>
    static readonly string[] Starters = ["/usr/bin/setsid", "/bin/setsid"];

    static readonly string? Starter = Array.Find(Starters, File.Exists);

    public static ProcessStartInfo Command(string program, IEnumerable<string> arguments)
    {
        string[] words = Starter is null ? [program, .. arguments] : [Starter, program, .. arguments];
        return new ProcessStartInfo(words[0], words[1..]);
    }

    public static void End(Process process)
    {
        try
        {
            // A program that is only being started has no group of its own yet.
            if (Starter is null || Signal(-process.Id, Kill) != 0)
                process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself in this very moment.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int processId, int signal);
}
