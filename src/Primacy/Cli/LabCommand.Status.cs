using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Primacy.Lab;
using Primacy.Lab.Registry;
using Spectre.Console;

namespace Primacy.Cli;

internal static partial class LabCommand
{
    static Command CreateStatus()
    {
        var output = new Option<string>("--output")
        {
            Description = "For people or for programs.",
            DefaultValueFactory = _ => "text",
        };
        output.AcceptOnlyFromAmong("text", "json");
        var status = new Command("status", "Show each server of a lab: role, timeline, WAL position, port, state.")
        {
            output,
        };
        SetLabAction(
            status,
            async (lab, arguments, cancellationToken) =>
            {
                if (arguments.GetValue(output) == "text")
                    await ShowAsync(lab, arguments, cancellationToken);
                else
                    Say(
                        arguments,
                        JsonSerializer.Serialize(await lab.StatusAsync(cancellationToken), LabJson.Default.LabStatus)
                    );
            }
        );
        return status;
    }

    static async Task ShowAsync(LabCluster lab, ParseResult arguments, CancellationToken cancellationToken)
    {
        var status = await lab.StatusAsync(cancellationToken);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(arguments.InvocationConfiguration.Output) }
        );
        var table = new Table().RoundedBorder();
        foreach (var column in (string[])["", "instance", "role", "timeline", "LSN", "port", "state"])
            table.AddColumn(column);
        foreach (var instance in status.Instances)
            table.AddRow(
                Number(instance.Number),
                instance.Name,
                Markup.Escape(RoleOf(instance)),
                instance.Timeline is { } timeline ? Number(timeline) : "–",
                instance.Lsn ?? "–",
                Number(instance.Port),
                StateOf(instance)
            );
        console.MarkupLineInterpolated($"Lab [bold]{status.Name}[/], PostgreSQL {status.PostgresVersion}");
        console.Write(table);
        if (!status.IsProxyRunning)
            Say(arguments, "Its proxy does not run, so nobody gets through. Any 'primacy lab heal N' starts it again.");
        Say(arguments, $"Watch it: PGPASSFILE={status.PasswordFile} ./primacy watch '{status.Conninfo}'");
    }

    static string RoleOf(InstanceStatus instance) =>
        instance switch
        {
            { IsPrimary: true } => "primary",
            { IsPrimary: false, IsStreaming: true } => $"standby of {instance.Upstream}",
            { IsPrimary: false, Upstream: { } upstream } => $"standby, not streaming from {upstream}",
            { IsPrimary: false } => "standby of nobody",
            _ => "–",
        };

    static string StateOf(InstanceStatus instance)
    {
        var state = instance.State switch
        {
            InstanceState.Down => "[red]down[/]",
            InstanceState.Frozen => "[blue]frozen[/]",
            InstanceState.Starting => "[yellow]starting[/]",
            _ => "[green]running[/]",
        };
        return instance.IsPartitioned ? $"{state}, [red]cut off[/]" : state;
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
