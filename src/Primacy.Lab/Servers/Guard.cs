using System.Diagnostics;

namespace Primacy.Lab.Servers;

/// <summary>
/// A process that waits for us to end, however we do, then ends all that works in a directory and removes it. What
/// managers start is not our child, and would outlive a test that is killed.
/// </summary>
internal sealed class Guard : IAsyncDisposable
{
    /// <summary>
    /// A postmaster that is quit at once cleans up its shared memory; what does not obey is killed.
    /// </summary>
    const string Script = """
        read -r _
        ids() { find /proc/[0-9]*/cwd -maxdepth 0 -lname "$1*" -printf '%h\n' 2>/dev/null | sed 's:/proc/::'; }
        for signal in QUIT 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 KILL KILL KILL KILL KILL; do
            all=$(ids "$1")
            [ -z "$all" ] && break
            kill -s $signal $all 2>/dev/null
            sleep 0.1
        done
        rm -rf "$1"
        """;

    readonly Process _process;

    Guard(Process process) => _process = process;

    public static Guard Start(string directory) =>
        new(
            Process.Start(
                // A session of its own, as whoever interrupts a test at the terminal interrupts its whole group.
                new ProcessStartInfo("setsid", ["sh", "-c", Script, "guard", directory])
                {
                    RedirectStandardInput = true,
                    WorkingDirectory = "/",
                }
            )!
        );

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
