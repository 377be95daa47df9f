using System.CommandLine;
using System.Net.Sockets;
using Primacy.Lab;
using Primacy.Lab.Proxying;
using Primacy.Lab.Registry;

namespace Primacy.Cli;

internal static partial class LabCommand
{
    const string ProxyVerb = "proxy";

    /// <summary>What <c>lab up</c> leaves running. Nobody types it, so help does not show it.</summary>
    static Command CreateProxy()
    {
        var directory = new Argument<string>("DIRECTORY") { Description = "The lab's directory." };
        var proxy = new Command(ProxyVerb, "Run the proxy of a lab in this process.") { directory };
        proxy.Hidden = true;
        SetGuardedAction(
            proxy,
            async (arguments, cancellationToken) =>
            {
                var lab = new LabDirectory(arguments.GetRequiredValue(directory));
                if (!lab.Exists)
                    throw new LabException($"There is no lab in '{lab.Path}'.");
                try
                {
                    await using var server = await ProxyServer.StartAsync(lab, TimeProvider.System);
                    await server.Completion.WaitAsync(cancellationToken);
                }
                catch (SocketException unusable)
                {
                    throw new LabException($"The proxy cannot start: {unusable.Message}", unusable);
                }
            }
        );
        return proxy;
    }
}
