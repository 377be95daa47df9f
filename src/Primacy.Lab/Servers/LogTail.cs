namespace Primacy.Lab.Servers;

/// <summary>The last lines of a log, indented, to stand in a message.</summary>
internal static class LogTail
{
    public static string Read(string path, int lines)
    {
        try
        {
            return string.Join('\n', File.ReadLines(path).TakeLast(lines).Select(line => $"  {line}"));
        }
        catch (IOException unreadable)
        {
            return $"  ({unreadable.Message})";
        }
    }
}
