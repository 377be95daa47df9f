using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Primacy.Bench.SplitBrain;

/// <summary>
/// The CPU time of another process to the nanosecond, threads that have ended included. /proc counts it in hundredths
/// of a second, of which a minute of Primacy has four.
/// </summary>
internal static partial class CpuClock
{
    /// <summary>What clock_getcpuclockid() makes of a process number: its complement, and "scheduled time".</summary>
    public static TimeSpan Read(int process) =>
        GetTime((~process << 3) | 2, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0)
            : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out Timespec time);

    readonly record struct Timespec(long Seconds, long Nanoseconds);
}
