namespace Primacy.Lab.Registry;

/// <summary>A lock between processes, which the kernel lets go when its holder ends, however it ends.</summary>
internal static class FileLock
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static async Task<IDisposable> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        FileStream? held = null;
        var isTaken = await Patience.UntilAsync(
            () => (held = TryTake(path)) is not null,
            Timeout,
            time,
            cancellationToken
        );
        return isTaken && held is not null
            ? held
            : throw new LabException($"Another command holds '{path}' for more than {Timeout.TotalSeconds:0} s.");
    }

    static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (Directory.Exists(Path.GetDirectoryName(path)))
        {
            return null;
        }
    }
}
