using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Primacy.Hosting;

/// <summary>
/// One line an event: when, how grave, what. The framework's own formatters put the logging class and a hashed event
/// number before the words, which tell an operator nothing.
/// </summary>
/// <param name="time">The clock; the time is written in UTC.</param>
/// <param name="isForSystemd">
/// Whether systemd reads the lines: it adds the time itself and takes the priority from a prefix. See
/// https://www.freedesktop.org/software/systemd/man/latest/sd-daemon.html.
/// </param>
/// <param name="isColoured">Whether a terminal shows them.</param>
internal sealed class LineFormatter(TimeProvider time, bool isForSystemd, bool isColoured)
    : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "primacy";

    const string Plain = "\e[0m";

    /// <summary>As long as a line of a log may be; whoever makes it longer says nothing more.</summary>
    const int WordsMax = 8000;

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        var (word, colour, priority) = Grade(logEntry.LogLevel);
        if (isForSystemd)
            textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"<{priority}>"));
        else
            textWriter.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{time.GetUtcNow().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {(isColoured ? colour : "")}{word, -7}{(isColoured ? Plain : "")} "
                )
            );
        textWriter.Write(OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception)
            textWriter.Write($" {exception}");
        textWriter.Write('\n');
    }

    /// <summary>
    /// What people and servers call themselves, and the reasons they give, may hold line breaks, escapes that colour a
    /// terminal and marks that turn the direction of writing: in a log they would pass for something else.
    /// </summary>
    static string OneLine(string words)
    {
        if (words.Length > WordsMax)
            words = $"{words.AsSpan(0, WordsMax)}…";
        return words.Any(IsTreacherous)
            ? string.Create(
                words.Length,
                words,
                static (span, text) =>
                {
                    for (var i = 0; i < span.Length; i++)
                        span[i] = IsTreacherous(text[i]) ? ' ' : text[i];
                }
            )
            : words;
    }

    static bool IsTreacherous(char c) =>
        char.IsControl(c)
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    static (string Word, string Colour, int Priority) Grade(LogLevel level) =>
        level switch
        {
            LogLevel.Critical => ("fatal", "\e[1;31m", 2),
            LogLevel.Error => ("error", "\e[31m", 3),
            LogLevel.Warning => ("warning", "\e[33m", 4),
            LogLevel.Information => ("info", "\e[32m", 6),
            _ => ("debug", "\e[90m", 7),
        };
}
