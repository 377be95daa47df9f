using System.CommandLine;
using System.Net.Http.Headers;

namespace Primacy.Cli;

/// <summary>
/// The token by which a service knows who asks. It is never an option's value, since everybody on the machine may read
/// the command lines of processes.
/// </summary>
internal static class ServiceToken
{
    const string Variable = "PRIMACY_TOKEN";

    const string FileVariable = "PRIMACY_TOKEN_FILE";

    public static Option<string?> FileOption { get; } =
        new("--token-file")
        {
            Description = $"The token is in this file. Default: ${Variable}, else the file that ${FileVariable} names.",
            HelpName = "FILE",
        };

    /// <summary>How requests are to say who asks; null when that is not known.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AuthenticationHeaderValue? Of(ParseResult arguments)
    {
        var token = arguments.GetValue(FileOption) is { } file ? Read(file) : FromEnvironment();
        return token is { Length: > 0 } ? new AuthenticationHeaderValue("Bearer", token) : null;
    }

    static string? FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } token ? token.Trim()
        : Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file ? Read(file)
        : null;

    static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }
}
