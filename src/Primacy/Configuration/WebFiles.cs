using Primacy.Configuration.Yaml;
using Primacy.Web.Security;

namespace Primacy.Configuration;

/// <summary>Reads web configuration files.</summary>
internal static class WebFiles
{
    /// <summary>The file, to be read again later; null, and problems, where it cannot be used.</summary>
    /// <param name="name">The path as it was written, from which messages are seen.</param>
    /// <param name="directory">The directory from which it is seen where it is relative.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static WebSource? Read(Setting name, string directory, Problems problems)
    {
        var path = Path.GetFullPath(name.Value, directory);
        try
        {
            var content = File.ReadAllBytes(path);
            if (Parse(name.Value, path, content, problems) is not { } options)
                return null;
            if (options.Tls is { Key.File: null })
                FileRights.Warn(name.Value, path, "a private key", ", or use key_file", problems);
            return new WebSource(path, content, options, later => ParseAgain(path, later));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(name.At, $"the web configuration file {name.Value} cannot be read: {FileRights.Reason(e)}");
            return null;
        }
    }

    static (WebOptions?, IReadOnlyList<string>) ParseAgain(string path, byte[] content)
    {
        var problems = new Problems();
        var options = Parse(path, path, content, problems);
        return (options, [.. problems.Errors.Select(error => error.ToString())]);
    }

    static WebOptions? Parse(string name, string path, byte[] content, Problems problems)
    {
        var before = problems.Errors.Count;
        using var text = new StreamReader(new MemoryStream(content));
        var options = new WebFileReader(name, Path.GetDirectoryName(path)!, problems).Read(text);
        return problems.Errors.Count == before ? options : null;
    }
}
