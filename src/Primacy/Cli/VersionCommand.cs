using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Primacy.Cli;

/// <summary><c>primacy version</c>, and <c>--version</c> for those who try that first.</summary>
internal sealed class VersionCommand : SynchronousCommandLineAction
{
    static readonly HelpSection Examples = new("Examples", "primacy version");

    public static Command Create() =>
        new Verb("version", "Print the version.", Examples) { Action = new VersionCommand() };

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"primacy {Version}");
        return ExitCodes.Good;
    }

    /// <summary>Without the commit that the build appends after a plus sign.</summary>
    static string Version =>
        typeof(VersionCommand)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
