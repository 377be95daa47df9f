using YamlDotNet.Core;

namespace Primacy.Configuration.Yaml;

/// <summary>
/// A text in double quotes whose lines stand too far to the left is no YAML 1.2, and Go's library takes it all the
/// same: such files are about, and postgres_exporter reads them. How far a line is indented means nothing within
/// quotes.
/// </summary>
internal static class QuotedLines
{
    const string Complaint = "multi-line double-quoted scalar, found wrong indentation";

    /// <summary>The file with these lines indented; null when the fault is another one.</summary>
    public static string? Indented(string file, YamlException fault)
    {
        if (!fault.Message.Contains(Complaint, StringComparison.Ordinal))
            return null;
        var first = file.LastIndexOf('\n', (int)fault.End.Index - 1) + 1;
        var end = EndOfQuotes(file, first);
        var indent = new string(' ', (int)fault.Start.Column);
        var lines = file[first..end].Replace("\n", "\n" + indent, StringComparison.Ordinal);
        return file[..first] + indent + lines + file[end..];
    }

    static int EndOfQuotes(string file, int at)
    {
        while (at < file.Length && file[at] != '"')
            at += file[at] == '\\' ? 2 : 1;
        return Math.Min(at, file.Length);
    }
}
