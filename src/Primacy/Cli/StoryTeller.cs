using System.Globalization;
using Spectre.Console;

namespace Primacy.Cli;

/// <summary>
/// Tells a story on the terminal as it happens: the time since it began, what happened, and details beneath.
/// </summary>
internal sealed class StoryTeller
{
    const int MarginWidth = 20;

    readonly IAnsiConsole _console;
    readonly TimeProvider _time;
    readonly long _began;

    public StoryTeller(TextWriter output, TimeProvider time)
    {
        // Text that is read by a program, or from a file, is not wrapped and not coloured.
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        _time = time;
        _began = time.GetTimestamp();
    }

    public void Say(string mark, string colour, string sentence)
    {
        var since = _time.GetElapsedTime(_began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        _console.WriteLine();
        Write($"[grey]{since, 6} s[/]  [{colour} bold]{mark.EscapeMarkup(), -9}[/]", sentence.EscapeMarkup());
    }

    public void Detail(string sentence) => Write("", sentence.EscapeMarkup());

    /// <summary>Small steps on the way, which interest only while one waits.</summary>
    public void Progress(string step) => Write("", $"[grey]{step.EscapeMarkup()} …[/]");

    void Write(string margin, string text)
    {
        // The console would break long lines to fit a width that a pipe does not have.
        if (!_console.Profile.Out.IsTerminal)
        {
            _console.Profile.Out.Writer.WriteLine($"{Markup.Remove(margin), -MarginWidth}{Markup.Remove(text)}");
            return;
        }
        // A grid, so that what does not fit goes on beneath its beginning and not beneath the time.
        _console.Write(
            new Grid()
                .AddColumn(new GridColumn().NoWrap().Width(MarginWidth).Padding(0, 0, 0, 0))
                .AddColumn(new GridColumn().Padding(0, 0, 0, 0))
                .AddRow(margin, text)
        );
    }
}
