using Xunit;

namespace Primacy.Tests.Cli;

public sealed class ConfigCheckTests
{
    [Fact]
    public async Task A_good_file_is_counted()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            path,
            "clusters: [{name: a, host: 'h,i'}, {name: b, host: j}]",
            TestContext.Current.CancellationToken
        );

        var run = await Run.Of(["config", "check", path]);
        File.Delete(path);

        Assert.Equal(new Run(0, $"{path} is good: 2 clusters, 3 instances\n", ""), run);
    }

    [Fact]
    public async Task Every_error_of_a_bad_file_is_a_line()
    {
        var path = Golden.Beside("Configuration", "BadFiles/unknown-keys.yaml");

        var run = await Run.Of(["config", "check", path]);

        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.All(
            run.Error.TrimEnd().Split('\n'),
            line => Assert.Matches(@"^primacy: \S+unknown-keys\.yaml:\d+:\d+: ", line)
        );
    }
}
