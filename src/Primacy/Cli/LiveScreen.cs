using System.Text;
using Spectre.Console.Rendering;

namespace Primacy.Cli;

/// <summary>
/// A terminal that is drawn anew over and over, and left as it was found. What is too wide is cut, and the terminal is
/// told not to fold it. See https://invisible-island.net/xterm/ctlseqs/ctlseqs.html.
/// </summary>
internal sealed class LiveScreen : IDisposable
{
    const string Enter = "\e[?1049h\e[?25l\e[?7l";
    const string Leave = "\e[?7h\e[?25h\e[?1049l";
    const string Home = "\e[H";
    const string EndOfLine = "\e[K";
    const string Below = "\e[J";

    /// <summary>How often keys and the size of the window are looked at.</summary>
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    static readonly TimeSpan Redrawn = TimeSpan.FromSeconds(1);

    readonly TextWriter _output;
    readonly Screen _screen;

    public LiveScreen(TextWriter output)
    {
        (_output, _screen) = (output, new Screen(output));
        _output.Write(Enter);
        _output.Flush();
    }

    /// <summary>Shows lines for a time; whether the reader wants to leave.</summary>
    public async Task<bool> ShowAsync(
        Func<int, IReadOnlyList<TopLine>> lines,
        TimeSpan duration,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        using var timer = new PeriodicTimer(Beat, time);
        var (begun, drawn, size) = (time.GetTimestamp(), 0L, (0, 0));
        while (time.GetElapsedTime(begun) < duration)
        {
            var now = (Screen.TerminalWidth, Screen.TerminalHeight);
            if (now != size || time.GetElapsedTime(drawn) >= Redrawn)
            {
                (size, drawn) = (now, time.GetTimestamp());
                Draw(lines(size.Item2), size.Item1, size.Item2);
            }
            if (IsLeft())
                return true;
            await timer.WaitForNextTickAsync(cancellation);
        }
        return false;
    }

    public void Dispose()
    {
        _output.Write(Leave);
        _output.Flush();
    }

    /// <summary>As one text, so that nothing flickers.</summary>
    void Draw(IReadOnlyList<TopLine> lines, int width, int height)
    {
        var shown = lines.Take(height).Select(line => _screen.Toned(Cut(line.Text, width), line.Tone) + EndOfLine);
        _output.Write($"{Home}{string.Join("\r\n", shown)}{Below}");
        _output.Flush();
    }

    /// <summary>Some characters take two places, and some none.</summary>
    static string Cut(string text, int width)
    {
        var (cut, taken) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            taken += new Segment(rune.ToString()).CellCount();
            if (taken > width)
                break;
            cut.Append(rune.ToString());
        }
        return cut.ToString();
    }

    static bool IsLeft()
    {
        while (Console.KeyAvailable)
        {
            if (Console.ReadKey(intercept: true).KeyChar is 'q' or 'Q')
                return true;
        }
        return false;
    }
}
