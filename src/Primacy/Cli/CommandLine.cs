using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Primacy.Configuration;

namespace Primacy.Cli;

/// <summary>All verbs, and what is said when somebody gets them wrong.</summary>
internal static class CommandLine
{
    static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    static readonly HelpSection[] Sections =
    [
        new(
            "Examples",
            """
            primacy check 'host=db1,db2,db3 user=primacy'     look once
            primacy watch 'host=db1,db2,db3 user=primacy'     keep looking, and tell
            primacy lab split-brain                           see a real split brain being caught
            primacy watch --help                              learn more about a verb
            """
        ),
    ];

    public static RootCommand Create(Services services)
    {
        var root = new RootCommand("Sees to it that every PostgreSQL cluster has exactly one primary.")
        {
            WatchCommand.Create(services),
            CheckCommand.Create(services),
            StatusCommand.Create(),
            TopCommand.Create(services),
            ExplainCommand.Create(services),
            IncidentsCommand.Create(),
            PlanCommand.Create(services),
            AckCommand.Create(services),
            SilenceCommand.Create(services),
            MaintenanceCommand.Create(services),
            ConfigCommand.Create(services),
            DiscoverCommand.Create(services),
            LabCommand.Create(),
            CompletionCommand.Create(),
            VersionCommand.Create(),
        };
        root.HelpName = "primacy";
        var help = new ExplainedHelp(Sections);
        foreach (var option in root.Options.OfType<HelpOption>().ToArray())
            root.Options.Remove(option);
        root.Options.Add(new HelpOption("--help", "-h") { Description = "Show this help.", Action = help });
        foreach (var version in root.Options.OfType<VersionOption>())
        {
            version.Description = "Print the version.";
            version.Action = new VersionCommand();
        }
        return root;
    }

    public static async Task<int> RunAsync(string[] arguments, Services services, TextWriter output, TextWriter error)
    {
        // Neither files of arguments nor bundled letters: a word that begins with "@" or "-" is just that.
        var parser = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
        var parsed = Create(services).Parse(arguments, parser);
        if (parsed.Action is ParseErrorAction)
            return Complain(parsed, error);
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopPatience,
        };
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (OperationCanceledException)
        {
            return FailureOf(parsed);
        }
        // A full disk or a closed terminal behind the output is no fault of ours.
        catch (IOException fault)
        {
            error.WriteLine($"primacy: {fault.Message}");
            return FailureOf(parsed);
        }
        // The edge of the process: what comes here is a defect, and check must still not end like a warning.
        catch (Exception defect)
        {
            error.WriteLine($"primacy: this is a defect of Primacy, please report it: {defect}");
            return FailureOf(parsed);
        }
    }

    public static string Unknown(string word, Command command) =>
        $"'{word}' is not known here.{Spelling.Suggest(word, KnownWords(command))}";

    static int Complain(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count > 0)
            error.WriteLine($"primacy: {Unknown(parsed.UnmatchedTokens[0], command)}");
        else if (command.Action is null)
            error.WriteLine($"primacy: which verb? One of: {string.Join(", ", Verbs(command))}.");
        else
            foreach (var message in parsed.Errors.Select(e => e.Message.TrimEnd('.')).Distinct())
                error.WriteLine($"primacy: {message}");
        error.WriteLine($"Try '{PathOf(parsed.CommandResult)} --help'.");
        return FailureOf(parsed);
    }

    /// <summary>What a call that failed ends with: a monitoring system takes 1 from check for a warning.</summary>
    static int FailureOf(ParseResult parsed) =>
        PathOf(parsed.CommandResult) == "primacy check" ? ExitCodes.CheckUnknown : ExitCodes.Failed;

    static IEnumerable<string> KnownWords(Command command) =>
        Verbs(command).Concat(command.Options.SelectMany(o => o.Aliases.Prepend(o.Name)));

    static IEnumerable<string> Verbs(Command command) =>
        command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name);

    static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "primacy";
}
