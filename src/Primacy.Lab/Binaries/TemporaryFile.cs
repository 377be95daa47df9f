namespace Primacy.Lab.Binaries;

/// <summary>A file that stands while something is done, unless it stood before, and then stays.</summary>
internal sealed class TemporaryFile : IDisposable
{
    readonly string? _created;

    TemporaryFile(string? created) => _created = created;

    public static TemporaryFile Create(string path, string content, bool isProgram)
    {
        if (File.Exists(path))
            return new TemporaryFile(created: null);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        if (isProgram)
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        return new TemporaryFile(path);
    }

    public void Dispose()
    {
        if (_created is not null)
            File.Delete(_created);
    }
}
