using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Cli;

public sealed class CheckTests
{
    static readonly string[] Orders = ["check", "host=db1,db2,db3", "--name", "orders"];

    [Fact]
    public Task A_healthy_cluster_is_ok() => Check("check-healthy", 0, Orders, Looks.Healthy());

    [Fact]
    public Task A_split_is_critical() => Check("check-split", 2, Orders, Looks.Split());

    [Fact]
    public Task A_standby_that_is_down_is_a_warning() => Check("check-lame", 1, Orders, Looks.Lame());

    [Fact]
    public Task What_cannot_be_seen_is_unknown() => Check("check-dark", 3, Orders, Looks.Dark());

    [Fact]
    public Task A_split_in_json_has_everything() =>
        Check("check-split-json", 2, [.. Orders, "-o", "json"], Looks.Split());

    [Fact]
    public Task Silence_in_json_says_why() => Check("check-dark-json", 3, [.. Orders, "-o", "json"], Looks.Dark());

    [Fact]
    public Task Several_clusters_end_with_the_worst() =>
        Check(
            "check-several",
            2,
            ["check", "host=a", "host=b", "host=c"],
            Looks.Healthy("a"),
            Looks.Split("b"),
            Looks.Dark("c")
        );

    [Fact]
    public async Task A_file_gives_a_list_and_a_named_cluster_of_it_gives_an_object()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "clusters: [{name: a, host: h}]", TestContext.Current.CancellationToken);

        var all = await Run.Of(["check", "-c", path, "-o", "json"], Looks.Healthy("a"));
        var one = await Run.Of(["check", "-c", path, "--cluster", "a", "-o", "json"], Looks.Healthy("a"));
        var none = await Run.Of(["check", "-c", path, "--cluster", "b", "-o", "json"]);
        File.Delete(path);

        Assert.Equal((0, '['), (all.Exit, all.Out[0]));
        Assert.Equal((0, '{'), (one.Exit, one.Out[0]));
        Assert.Equal(
            (3, "", "primacy: there is no cluster 'b'. Did you mean 'a'? There are: a.\n"),
            (none.Exit, none.Out, none.Error)
        );
    }

    [Theory]
    [InlineData()]
    [InlineData("--cluster", "shop.orders")]
    public async Task Where_clusters_are_only_looked_for_it_says_who_knows_them(params string[] arguments)
    {
        using var directory = new TemporaryDirectory();
        var path = directory["primacy.yaml"];
        await File.WriteAllTextAsync(path, "kubernetes: true", TestContext.Current.CancellationToken);

        var run = await Run.Of(["check", "-c", path, .. arguments]);

        Assert.Equal((3, ""), (run.Exit, run.Out));
        Assert.StartsWith("primacy: the configuration declares no clusters", run.Error, StringComparison.Ordinal);
        Assert.Contains("'primacy status'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("check nonsense")]
    [InlineData("check host=a prt=1")]
    [InlineData("check --config /no/such/file")]
    [InlineData("check --tiemout 1s host=a")]
    [InlineData("check host=a --output xml")]
    [InlineData("check host=a --timeout soon")]
    public async Task A_call_that_is_wrong_is_unknown_and_never_a_warning(string arguments)
    {
        var run = await Run.Of(arguments);

        Assert.Equal((3, ""), (run.Exit, run.Out));
        Assert.StartsWith("primacy: ", run.Error, StringComparison.Ordinal);
    }

    static async Task Check(string golden, int exit, string[] arguments, params ClusterSnapshot[] looks)
    {
        var run = await Run.Of(arguments, looks);

        Assert.Equal((exit, ""), (run.Exit, run.Error));
        Golden.Verify(golden, run.Out);
    }
}
