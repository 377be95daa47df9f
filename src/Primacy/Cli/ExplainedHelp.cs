using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Primacy.Cli;

/// <summary>The library's help, followed by the sections of the verb: people learn from examples.</summary>
internal sealed class ExplainedHelp(IReadOnlyList<HelpSection> rootSections) : SynchronousCommandLineAction
{
    /// <summary>Wider lines are hard to read, and where nobody looks the width should never change.</summary>
    const int WidthMax = 100;

    /// <summary>Who asks for help need not have said everything else right.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var width = Screen.IsTerminal(output) ? Math.Min(Screen.TerminalWidth, WidthMax) : WidthMax;
        new HelpAction { MaxWidth = width }.Invoke(parseResult);
        foreach (var section in SectionsOf(parseResult.CommandResult.Command))
        {
            output.WriteLine($"{section.Title}:");
            foreach (var line in section.Text.Split('\n'))
                output.WriteLine(line.Length == 0 ? "" : $"  {line}");
            output.WriteLine();
        }
        return 0;
    }

    IReadOnlyList<HelpSection> SectionsOf(Command command) =>
        command switch
        {
            Verb verb => verb.Sections,
            RootCommand => rootSections,
            _ => [],
        };
}
