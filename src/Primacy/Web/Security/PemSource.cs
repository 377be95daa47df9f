namespace Primacy.Web.Security;

/// <summary>Certificates or a key, in a file or in so many words.</summary>
internal sealed record PemSource
{
    readonly string _text;

    PemSource(string? file, string text) => (File, _text) = (file, text);

    /// <summary>Null for what was said in so many words.</summary>
    public string? File { get; }

    public static PemSource FromFile(string path) => new(path, "");

    public static PemSource FromText(string text) => new(null, text);

    /// <summary>What it says now; a file may have changed.</summary>
    /// <exception cref="WebOptionsException">The file cannot be read.</exception>
    public string Read()
    {
        try
        {
            return File is null ? _text : System.IO.File.ReadAllText(File);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var reason = fault switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException => "permission denied",
                _ => fault.Message,
            };
            throw new WebOptionsException($"{File} cannot be read: {reason}", fault);
        }
    }

    /// <summary>Never prints a key.</summary>
    public override string ToString() => File ?? "the web configuration file itself";
}
