using System.CommandLine;
using Primacy.Lab;
using Primacy.Watching;

namespace Primacy.Cli;

/// <summary><c>primacy lab split-brain</c>: a real split brain, caught before one's eyes.</summary>
internal static class SplitBrainCommand
{
    const int ExitFailed = 1;

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy lab split-brain                 the story, in under a minute
        primacy lab split-brain --keep          and then play on, with the page open
        primacy lab split-brain --postgres 13   on another version
        """
    );

    static readonly HelpSection Story = new(
        "The story",
        """
        Three PostgreSQL servers and a watcher with its page are started, and instance 2 is promoted behind
        the primary's back. You are told what is seen: caught after so many milliseconds, which is which,
        where their data forks; healed; resolved. Nothing is left behind.
        """
    );

    public static Command Create()
    {
        var postgres = new Option<int?>("--postgres")
        {
            Description = "Major version of PostgreSQL, 13 to 18; the newest on this machine, else 18.",
            HelpName = "MAJOR",
        };
        var keep = new Option<bool>("--keep")
        {
            Description = "Leave servers and watcher running afterwards, until Ctrl-C.",
        };
        var command = new Verb("split-brain", "Watch a real split brain being caught.", Examples, Story)
        {
            postgres,
            keep,
        };
        command.SetAction(
            (arguments, cancellation) =>
                RunAsync(arguments, arguments.GetValue(postgres), arguments.GetValue(keep), cancellation)
        );
        return command;
    }

    static async Task<int> RunAsync(ParseResult arguments, int? major, bool isKept, CancellationToken cancellation)
    {
        var teller = new StoryTeller(arguments.InvocationConfiguration.Output, TimeProvider.System);
        try
        {
            await using var story = await SplitBrainStory.BeginAsync(teller, major, cancellation);
            await story.TellAsync(cancellation);
            if (isKept)
                await story.PlayOnAsync(cancellation);
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is a way to end the story; what it had started is gone by now.
            return isKept ? 0 : 130;
        }
        catch (Exception fault) when (fault is LabException or JournalException or IOException or TimeoutException)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync($"primacy: {fault.Message}");
            return ExitFailed;
        }
    }
}
