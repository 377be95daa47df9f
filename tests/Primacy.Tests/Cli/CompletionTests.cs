using System.Diagnostics;
using Xunit;

namespace Primacy.Tests.Cli;

/// <summary>Completion in a real bash with the real executable.</summary>
public sealed class CompletionTests
{
    static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "primacy");

    [Theory]
    [InlineData("primacy ", "check completion config incidents lab status version watch")]
    [InlineData("primacy wa", "watch")]
    [InlineData("primacy watch --int", "--interval")]
    [InlineData("primacy to", "top")]
    [InlineData("primacy top --on", "--once")]
    [InlineData("primacy incidents show --output ", "json markdown text")]
    [InlineData("primacy config ", "check")]
    [InlineData("primacy silence ", "add expire list")]
    [InlineData("primacy silence add sev", "severity=")]
    [InlineData("primacy ack orders --und", "--undo")]
    [InlineData("primacy plan orders --exe", "--execute")]
    [InlineData("primacy lab split", "split-brain")]
    [InlineData("primacy check --output ", "json text")]
    [InlineData("primacy check --output=j", "json")]
    [InlineData("primacy check --output=", "json text")]
    [InlineData("primacy completion z", "zsh")]
    public async Task Bash_completes_verbs_options_and_values(string typed, string expected)
    {
        var found = await Complete(typed);

        foreach (var word in expected.Split(' '))
            Assert.Contains(word, found);
        if (!typed.EndsWith(' ') && !typed.EndsWith('='))
            Assert.Equal(expected, string.Join(' ', found));
    }

    [Theory]
    [InlineData("zsh", "compdef _primacy primacy")]
    [InlineData("fish", "complete -c primacy")]
    public async Task Other_shells_get_a_script_too(string shell, string line) =>
        Assert.Contains(line, (await Run.Of($"completion {shell}")).Out, StringComparison.Ordinal);

    /// <summary>Cuts the line as readline does, calls the function as bash does, and prints what it offers.</summary>
    static async Task<string[]> Complete(string typed)
    {
        var script = (await Run.Of("completion bash")).Out;
        var words = typed
            .Replace("=", " = ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToList();
        if (typed.EndsWith(' '))
            words.Add("");
        words[0] = Executable;
        var driver = $$"""
            {{script}}
            COMP_WORDS=({{string.Join(' ', words.Select(w => $"'{w}'"))}})
            COMP_CWORD={{words.Count - 1}} COMP_LINE='{{typed}}' COMP_POINT={{typed.Length}}
            _primacy
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["--norc", "-c", driver]) { RedirectStandardOutput = true }
        )!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
