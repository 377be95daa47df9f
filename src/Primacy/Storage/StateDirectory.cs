using System.Globalization;
using Primacy.Watching;

namespace Primacy.Storage;

/// <summary>
/// The directory that holds the journal, owned by one process at a time. The lock is the kernel's: it ends with the
/// process however that ends, so there is never a stale one to remove.
/// </summary>
internal sealed class StateDirectory : IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    readonly FileStream _lock;

    StateDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>Creates the directory where it does not exist, for its owner only, and takes it.</summary>
    /// <exception cref="JournalException">It cannot be created or written, or another process holds it.</exception>
    public static StateDirectory Take(string directory)
    {
        var path = System.IO.Path.GetFullPath(directory);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, OwnerOnly);
            return new StateDirectory(path, Claim(path, Lock(path)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                $"The state directory {path} cannot be used: {fault.Message} "
                    + "Give one that this user may write with --state.",
                fault
            );
        }
    }

    public void Dispose() => _lock.Dispose();

    static FileStream Lock(string path)
    {
        var file = System.IO.Path.Combine(path, "primacy.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault.GetType() == typeof(IOException) && File.Exists(PidFile(path)))
        {
            throw new JournalException(
                $"Another Primacy (pid {Holder(path)}) already works with the state directory {path}. "
                    + "Stop it, or give this one a directory of its own with --state.",
                fault
            );
        }
    }

    /// <summary>The holder's pid has a file of its own, because others may not read a locked file.</summary>
    static FileStream Claim(string path, FileStream held)
    {
        try
        {
            File.WriteAllText(PidFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(PidFile(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }

    static string PidFile(string path) => System.IO.Path.Combine(path, "primacy.pid");
}
