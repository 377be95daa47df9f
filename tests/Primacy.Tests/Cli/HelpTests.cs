using Primacy.Cli;
using Primacy.Tests.Configuration;
using Xunit;

namespace Primacy.Tests.Cli;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("watch")]
    [InlineData("check")]
    [InlineData("status")]
    [InlineData("top")]
    [InlineData("explain")]
    [InlineData("incidents")]
    [InlineData("incidents show")]
    [InlineData("plan")]
    [InlineData("ack")]
    [InlineData("silence")]
    [InlineData("silence add")]
    [InlineData("silence list")]
    [InlineData("silence expire")]
    [InlineData("maintenance")]
    [InlineData("maintenance add")]
    [InlineData("maintenance list")]
    [InlineData("maintenance end")]
    [InlineData("config")]
    [InlineData("config check")]
    [InlineData("discover")]
    [InlineData("completion")]
    [InlineData("version")]
    [InlineData("lab")]
    [InlineData("lab split-brain")]
    [InlineData("lab kubernetes")]
    [InlineData("lab up")]
    [InlineData("lab status")]
    [InlineData("lab promote")]
    [InlineData("lab rejoin")]
    [InlineData("lab kill")]
    [InlineData("lab stop")]
    [InlineData("lab start")]
    [InlineData("lab freeze")]
    [InlineData("lab thaw")]
    [InlineData("lab partition")]
    [InlineData("lab cut")]
    [InlineData("lab heal")]
    [InlineData("lab down")]
    public async Task Every_verb_explains_itself(string verb)
    {
        var run = await Run.Of($"{verb} --help");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Golden.Verify($"help{string.Concat(verb.Split(' ').Where(v => v.Length > 0).Select(v => "-" + v))}", run.Out);
    }

    [Fact]
    public async Task A_number_that_is_none_is_refused_in_words_and_not_in_types()
    {
        var run = await Run.Of("lab promote x");

        Assert.Equal(1, run.Exit);
        Assert.StartsWith(
            "primacy: a server of a lab is given by its number, such as 2, not 'x'\n",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_verb_of_ours_has_examples()
    {
        var services = new Services
        {
            Around = Around.Nothing,
            Time = TimeProvider.System,
            Watch = (_, _) => Task.FromResult(0),
            Look = (_, _, _) => throw new InvalidOperationException(),
        };

        foreach (var verb in CommandLine.Create(services).Subcommands.OfType<Verb>())
            Assert.Contains(verb.Sections, section => section.Title == "Examples");
    }

    [Fact]
    public async Task Help_is_given_even_to_a_call_that_is_wrong()
    {
        var run = await Run.Of("check --nonsense --help");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("Exit codes:", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "which verb?", "Try 'primacy --help'.")]
    [InlineData("wacth", "Did you mean 'watch'?", "Try 'primacy --help'.")]
    [InlineData("watch --intervl 1s", "Did you mean '--interval'?", "Try 'primacy watch --help'.")]
    [InlineData("config chek", "Did you mean 'check'?", "Try 'primacy config --help'.")]
    [InlineData("completion tcsh", "bash or zsh or fish, not 'tcsh'", "Try 'primacy completion --help'.")]
    [InlineData("status --url db1", "http:// or https://", "Try 'primacy status --help'.")]
    [InlineData("silence add orders --for 1h -m x", "'orders' is no matcher", "Try 'primacy silence add --help'.")]
    [InlineData("silence add cluster=a -m x", "give --for TIME or --until", "Try 'primacy silence add --help'.")]
    [InlineData("silence add cluster=a --for 1 -m x", "such as 30m", "Try 'primacy silence add --help'.")]
    [InlineData("silence add cluster=a --for 1h", "--comment", "Try 'primacy silence add --help'.")]
    [InlineData("ack orders --for 1h", "say what you are doing", "Try 'primacy ack --help'.")]
    public async Task A_wrong_call_is_told_what_to_do(string arguments, string hint, string next)
    {
        var run = await Run.Of(arguments);

        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.Contains(hint, run.Error, StringComparison.Ordinal);
        Assert.EndsWith(next + "\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task The_version_is_printed(string arguments) =>
        Assert.Matches(@"^primacy \d+\.\d+\.\d+\S*\n$", (await Run.Of(arguments)).Out);
}
