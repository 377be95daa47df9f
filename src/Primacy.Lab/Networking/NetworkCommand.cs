using CliWrap;
using CliWrap.Buffered;

namespace Primacy.Lab.Networking;

/// <summary>Runs the kernel's own tools for networks, with their orders on standard input.</summary>
internal static class NetworkCommand
{
    public static readonly string[] Programs = ["ip", "nft", "nsenter"];

    /// <summary>The tools that this machine lacks.</summary>
    public static IReadOnlyList<string> Missing()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return [.. Programs.Where(program => !path.Any(place => File.Exists(Path.Combine(place, program))))];
    }

    public static Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken) =>
        RunAsync(program, arguments, "", cancellationToken);

    public static async Task RunAsync(
        string program,
        string[] arguments,
        string input,
        CancellationToken cancellationToken
    )
    {
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        if (result.ExitCode != 0)
            throw new LabException(
                $"The lab's network cannot be made: '{program} {string.Join(' ', arguments)}' ended with "
                    + $"{result.ExitCode}: {result.StandardError.Trim()}"
            );
    }
}
