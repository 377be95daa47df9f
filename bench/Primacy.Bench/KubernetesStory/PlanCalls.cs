using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Primacy.Bench.KubernetesStory;

/// <summary>Calls of <c>primacy plan</c>, as a person makes them.</summary>
internal sealed class PlanCalls(string executable, Uri server, string tokenFile)
{
    const string Cluster = "shop.orders";

    /// <summary>The hash of the plan that there is now; null while there is none.</summary>
    public async Task<string?> HashAsync()
    {
        var shown = await CallAsync("--output", "json");
        if (shown.ExitCode != 0)
            return null;
        using var report = JsonDocument.Parse(shown.StandardOutput);
        return report.RootElement.GetProperty("hash").GetString();
    }

    /// <summary>Whether it was carried out and verified; false when it was another plan by now.</summary>
    public async Task<bool> ExecuteAsync(string hash)
    {
        var run = await CallAsync("--execute", hash, "--reason", "it came back alone");
        if (run.ExitCode != 0 && !run.StandardError.Contains("not the plan of now", StringComparison.Ordinal))
            throw new InvalidOperationException(
                $"The plan was not carried out: {run.StandardOutput}{run.StandardError}"
            );
        return run.ExitCode == 0;
    }

    async Task<BufferedCommandResult> CallAsync(params string[] arguments) =>
        await new Command(executable)
            .WithArguments(["plan", Cluster, "--server", $"{server}", "--token-file", tokenFile, .. arguments])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
}
