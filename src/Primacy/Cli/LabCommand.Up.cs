using System.CommandLine;
using Primacy.Lab;
using Primacy.Lab.Networking;

namespace Primacy.Cli;

internal static partial class LabCommand
{
    const string ProxyNetwork = "proxy";
    const string NamespaceNetwork = "namespaces";

    static Command CreateUp()
    {
        var instances = new Option<int>("--instances")
        {
            Description = $"How many servers, 1 to {LabOptions.InstancesMax}; the first becomes the primary.",
            HelpName = "COUNT",
            DefaultValueFactory = _ => 3,
        };
        var postgres = new Option<int?>("--postgres")
        {
            Description =
                "The major version of PostgreSQL, 13 to 18. Without it, the newest on this machine, or else 18.",
            HelpName = "MAJOR",
        };
        var network = new Option<string>("--network")
        {
            Description =
                "How the servers are joined: by a proxy, or as root each in a network namespace of its own, so that "
                + "one direction alone can be cut.",
            DefaultValueFactory = _ => ProxyNetwork,
        };
        network.AcceptOnlyFromAmong(ProxyNetwork, NamespaceNetwork);
        var up = new Command("up", "Start a lab, which runs until it is taken down.") { instances, postgres, network };
        SetGuardedAction(
            up,
            async (arguments, cancellationToken) =>
            {
                var options = new LabOptions
                {
                    Name = arguments.GetRequiredValue(Name),
                    Instances = arguments.GetValue(instances),
                    PostgresMajor = arguments.GetValue(postgres),
                    Network =
                        arguments.GetValue(network) == NamespaceNetwork
                            ? LabNetworkKind.Namespaces
                            : LabNetworkKind.Proxy,
                    ProxyCommand = [.. ThisProgram(), "lab", ProxyVerb],
                };
                await using var lab = await LabCluster.StartAsync(
                    options,
                    new LineProgress(arguments.InvocationConfiguration.Error),
                    cancellationToken
                );
                lab.Keep();
                await ShowAsync(lab, arguments, cancellationToken);
            }
        );
        return up;
    }

    static Command CreateDown()
    {
        var down = new Command("down", "End a lab, whatever state it is in, and remove every trace of it.");
        SetLabAction(
            down,
            async (lab, arguments, cancellationToken) =>
            {
                await lab.RemoveAsync(cancellationToken);
                Say(arguments, $"The lab '{lab.Name}' is gone.");
            }
        );
        return down;
    }

    /// <summary>
    /// The command that runs this program once more: a native executable, or the .NET host with its assembly.
    /// </summary>
    static string[] ThisProgram()
    {
        var path = Environment.ProcessPath ?? throw new LabException("This process does not know its own executable.");
        return Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? [path, Path.Combine(AppContext.BaseDirectory, "primacy.dll")]
            : [path];
    }
}
