using System.Diagnostics;
using System.Text.RegularExpressions;
using Primacy.Lab.Kubernetes.Plane;
using Xunit;

namespace Primacy.Tests.Kubernetes.Playing;

/// <summary>The executable itself: what it says, and what it leaves when it is killed.</summary>
public sealed partial class KubernetesLabProcessTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_that_is_killed_leaves_nothing_of_its_Kubernetes()
    {
        KubernetesLabFixture.SkipIfMissing();
        using var lab = Start(Environment.GetEnvironmentVariable(PlanePrograms.Variable)!);
        string? kubeconfig = null;
        while (kubeconfig is null && await lab.StandardOutput.ReadLineAsync(Cancellation) is { } line)
            kubeconfig = KubeconfigPattern().Match(line) is { Success: true } match ? match.Groups[1].Value : null;
        Assert.True(File.Exists(kubeconfig), "It said nothing of a kubeconfig.");
        var directory = Path.GetDirectoryName(Path.GetDirectoryName(kubeconfig))!;

        lab.Kill();

        await Eventually.Holds(() => !Directory.Exists(directory), $"{directory} is gone");
        // Who removed it has it in his own command line, and ends after that.
        await Eventually.Holds(() => !IsNamedByAnyone(directory), $"nobody works in {directory}");
    }

    [Theory]
    [InlineData("", "set KUBEBUILDER_ASSETS to a folder with etcd, kube-apiserver and kube-controller-manager")]
    [InlineData("/proc", "KUBEBUILDER_ASSETS is '/proc', where etcd is not")]
    public async Task Without_its_programs_it_says_where_they_come_from(string assets, string words)
    {
        using var lab = Start(assets);

        var said = await lab.StandardError.ReadToEndAsync(Cancellation);
        await lab.WaitForExitAsync(Cancellation);

        Assert.Equal(1, lab.ExitCode);
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.Contains("https://kubernetes.io/releases/download/", said, StringComparison.Ordinal);
    }

    static Process Start(string assets)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "primacy"), ["lab", "kubernetes"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [PlanePrograms.Variable] = assets },
        };
        return Process.Start(start)!;
    }

    static bool IsNamedByAnyone(string directory) =>
        Directory
            .EnumerateDirectories("/proc")
            .Any(process => CommandLineOf(process).Contains(directory, StringComparison.Ordinal));

    /// <summary>Empty when the process has ended meanwhile.</summary>
    static string CommandLineOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [GeneratedRegex("KUBECONFIG=([^;]+);")]
    private static partial Regex KubeconfigPattern();
}
