using System.Diagnostics;
using Xunit;

namespace Primacy.Tests.Deploying;

/// <summary>Prometheus' own judge of rules and pages.</summary>
internal static class Promtool
{
    const string Program = "/usr/bin/promtool";

    /// <summary>Skips a test where it is not there, except where nothing may be skipped.</summary>
    public static void Need() =>
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PRIMACY_TEST_ALL") == "1" || File.Exists(Program),
            $"{Program} is not installed (Debian: prometheus)"
        );

    /// <summary>Runs it in a directory; what it says comes with its exit code.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string directory,
        IEnumerable<string> arguments,
        string input = ""
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(
            new ProcessStartInfo(Program, arguments)
            {
                WorkingDirectory = directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output + await errors);
    }
}
