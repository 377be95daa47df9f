using System.CommandLine;
using System.Globalization;
using Primacy.Lab;
using Primacy.Lab.Proxying;

namespace Primacy.Cli;

internal static partial class LabCommand
{
    static Command CreatePromote() =>
        CreateFault(
            "promote",
            "Make a standby a primary, whoever else is one.",
            "is a primary.",
            (lab, number, cancellationToken) => lab.PromoteAsync(number, cancellationToken)
        );

    static Command CreateKill() =>
        CreateFault(
            "kill",
            "End all processes of a server with SIGKILL, as a crash of its machine would.",
            "is killed.",
            (lab, number, cancellationToken) => lab.KillAsync(number, cancellationToken)
        );

    static Command CreateStop() =>
        CreateFault(
            "stop",
            "Shut a server down in an orderly way (a fast shutdown).",
            "is stopped.",
            (lab, number, cancellationToken) => lab.StopAsync(number, cancellationToken)
        );

    static Command CreateStart() =>
        CreateFault(
            "start",
            "Start a killed or stopped server in the role it had.",
            "runs.",
            (lab, number, cancellationToken) => lab.StartAsync(number, cancellationToken)
        );

    static Command CreateFreeze() =>
        CreateFault(
            "freeze",
            "Halt all processes of a server with SIGSTOP: connections stay open, nothing answers.",
            "is frozen.",
            (lab, number, _) =>
            {
                lab.Freeze(number);
                return Task.CompletedTask;
            }
        );

    static Command CreateThaw() =>
        CreateFault(
            "thaw",
            "Let a frozen server go on.",
            "goes on.",
            (lab, number, _) =>
            {
                lab.Thaw(number);
                return Task.CompletedTask;
            }
        );

    static Command CreatePartition() =>
        CreateFault(
            "partition",
            "Cut a server off from clients, standbys and upstream; its own work goes on.",
            "is cut off.",
            (lab, number, cancellationToken) => lab.PartitionAsync(number, cancellationToken)
        );

    static Verb CreateCut()
    {
        var from = NumberArgument("FROM", "The server that sends, or 0 for this machine.");
        var to = NumberArgument("TO", "The server that is to receive nothing, or 0 for this machine.");
        var cut = new Verb(
            "cut",
            "Drop what one server sends to another; the other direction stays open.",
            new HelpSection("Mind", "This needs a lab that was started with --network namespaces.")
        )
        {
            from,
            to,
        };
        SetLabAction(
            cut,
            async (lab, arguments, cancellationToken) =>
            {
                var (sender, receiver) = (arguments.GetRequiredValue(from), arguments.GetRequiredValue(to));
                await lab.CutAsync(sender, receiver, cancellationToken);
                Say(arguments, $"Nothing arrives at {EndOf(receiver)} from {EndOf(sender)}.");
            }
        );
        return cut;

        static string EndOf(int number) => number == Cut.Outside ? "this machine" : LabInstance.NameOf(number);
    }

    static Command CreateHeal() =>
        CreateFault(
            "heal",
            "End the partition of a server; what was under way arrives.",
            "is within reach.",
            (lab, number, cancellationToken) => lab.HealAsync(number, cancellationToken)
        );

    static Verb CreateRejoin()
    {
        var number = NumberArgument();
        var primary = new Option<int?>("--primary")
        {
            Description = "Which primary to follow, when there are several others.",
            HelpName = "N",
        };
        var rejoin = new Verb(
            "rejoin",
            "Make a server a standby of the present primary again.",
            new HelpSection(
                "Mind",
                "It is copied anew: what it alone had written is gone. So are running standbys that followed it."
            )
        )
        {
            number,
            primary,
        };
        SetLabAction(
            rejoin,
            async (lab, arguments, cancellationToken) =>
            {
                var rejoined = await lab.RejoinAsync(
                    arguments.GetRequiredValue(number),
                    arguments.GetValue(primary),
                    cancellationToken
                );
                foreach (var copied in rejoined.Copied)
                    Say(arguments, $"{copied.Name} is a standby of {rejoined.Primary.Name}, copied anew.");
            }
        );
        return rejoin;
    }

    static Command CreateFault(
        string verb,
        string description,
        string outcome,
        Func<LabCluster, int, CancellationToken, Task> action
    )
    {
        var number = NumberArgument();
        var command = new Command(verb, description) { number };
        SetLabAction(
            command,
            async (lab, arguments, cancellationToken) =>
            {
                var chosen = arguments.GetRequiredValue(number);
                await action(lab, chosen, cancellationToken);
                Say(arguments, $"{LabInstance.NameOf(chosen)} {outcome}");
            }
        );
        return command;
    }

    static Argument<int> NumberArgument(
        string name = "N",
        string description = "The server's number; they begin at 1."
    ) =>
        new(name)
        {
            Description = description,
            CustomParser = given =>
            {
                var word = given.Tokens.Single().Value;
                if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    given.AddError($"a server of a lab is given by its number, such as 2, not '{word}'");
                return number;
            },
        };
}
