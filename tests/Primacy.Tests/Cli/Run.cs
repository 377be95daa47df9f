using Primacy.Cli;
using Primacy.Configuration;
using Primacy.Tests.Configuration;
using Primacy.Watching;

namespace Primacy.Tests.Cli;

/// <summary>What a call of the executable printed and ended with.</summary>
sealed record Run(int Exit, string Out, string Error)
{
    /// <summary>
    /// Calls it within this process, on a machine that does not exist and with looks that are made up.
    /// </summary>
    internal static async Task<Run> Of(IEnumerable<string> arguments, params ClusterSnapshot[] looks)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var services = new Services
        {
            Around = Around.Nothing,
            Time = TimeProvider.System,
            Watch = (source, _) => Task.FromResult(source.Load() is LoadedConfiguration.Valid ? 0 : 1),
            Look = (cluster, _, _) => Task.FromResult(looks.Single(look => look.Cluster == cluster.Name)),
        };
        var exit = await CommandLine.RunAsync([.. arguments], services, output, error);
        return new Run(exit, output.ToString(), error.ToString());
    }

    internal static Task<Run> Of(string arguments) => Of(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
