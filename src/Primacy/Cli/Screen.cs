using Primacy.Notifications.Words;
using Primacy.Web.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Primacy.Cli;

/// <summary>Where a verb writes for people. Colours and the terminal's width only where a person looks.</summary>
internal sealed class Screen(TextWriter output)
{
    /// <summary>Wide enough that nothing is ever wrapped: what reads along may be grep.</summary>
    const int WidthWithoutTerminal = 10_000;

    const int TextMax = 2_000;

    const int LineMax = 8_000;

    /// <summary>Where a cell goes on in a line of its own.</summary>
    const string NextLine = "\n  ";

    readonly bool _isTerminal = IsTerminal(output);

    /// <summary>See https://no-color.org.</summary>
    bool IsColoured => _isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>How many characters a terminal shows in a line; some that are none in truth say 0.</summary>
    public static int TerminalWidth => Console.WindowWidth is > 0 and var width ? width : 80;

    /// <summary>How many lines a terminal shows.</summary>
    public static int TerminalHeight => Console.WindowHeight is > 0 and var height ? height : 24;

    public static bool IsTerminal(TextWriter output) =>
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>
    /// Words from elsewhere without what moves the cursor, colours or turns the direction of reading: a server may call
    /// itself what it likes.
    /// </summary>
    public static string Plain(string text) => PlainText.Line(text, TextMax);

    /// <summary>A cell of several lines.</summary>
    public static string Lines(IEnumerable<string> lines) => string.Join(NextLine, lines.Select(Plain));

    public void Line(string text = "") => output.WriteLine(Safe(text, LineMax));

    /// <summary>A line whose first word is coloured by how grave it is.</summary>
    public void Headline(string word, string rest) =>
        output.WriteLine(
            Render(new Text(word, new Style(ColourOf(word), decoration: Decoration.Bold))) + Safe(rest, LineMax)
        );

    /// <summary>A text in the colour of how grave a word is.</summary>
    public string Toned(string text, string word) =>
        IsColoured && ColourOf(word) is var colour && colour != Color.Default
            ? Render(new Text(text, new Style(colour)))
            : text;

    /// <summary>A table of plain columns, without lines between them.</summary>
    public void Table(IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var title in titles)
            table.AddColumn(new TableColumn(new Text(title)).PadLeft(0).PadRight(2));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(Cell(cell), new Style(ColourOf(cell)))));
        // The last column is padded like the others, to the annoyance of whoever selects or compares the text.
        foreach (var line in Render(table).TrimEnd('\n').Split('\n'))
            output.WriteLine(line.TrimEnd());
    }

    /// <summary>A title with branches beneath it, each leaf wrapped to the terminal.</summary>
    public void Tree(string title, IEnumerable<StatementReport> statements)
    {
        var tree = new Tree(new Text(title, new Style(decoration: Decoration.Bold)));
        foreach (var statement in statements)
            Grow(tree, statement);
        foreach (var line in Render(tree).TrimEnd('\n').Split('\n'))
            output.WriteLine(line.TrimEnd());
    }

    static void Grow(IHasTreeNodes above, StatementReport statement)
    {
        var node = above.AddNode(new Text(Safe(statement.Text, TextMax), new Style(ColourOf(statement.Mark))));
        foreach (var below in statement.Below)
            Grow(node, below);
    }

    static string Cell(string cell) => string.Join(NextLine, cell.Split(NextLine).Select(line => Safe(line, TextMax)));

    /// <summary>Our own words stay as they are, with their spaces; what hides something, or has no end, not.</summary>
    static string Safe(string text, int most) =>
        text.Length > most || text.Any(PlainText.IsTreacherous) ? PlainText.Line(text, most) : text;

    string Render(IRenderable what)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = IsColoured ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = IsColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = _isTerminal ? TerminalWidth : WidthWithoutTerminal;
        console.Write(what);
        return text.ToString();
    }

    static Color ColourOf(string word) =>
        word switch
        {
            "OK" or "healthy" or "resolved" or "good" => Color.Green,
            "WARNING" or "UNKNOWN" or "warning" or "pending" or "blind" or "doubtful" => Color.Yellow,
            "CRITICAL" or "critical" or "firing" or "failed" or "grave" => Color.Red,
            "primary" => Color.Aqua,
            _ => Color.Default,
        };
}
