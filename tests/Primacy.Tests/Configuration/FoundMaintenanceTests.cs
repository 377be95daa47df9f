using Primacy.Configuration;
using Primacy.Muting;
using Xunit;

namespace Primacy.Tests.Configuration;

/// <summary>Windows of the configuration in clusters that are found.</summary>
public sealed class FoundMaintenanceTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("shop/stock", "shop.stock")]
    [InlineData("shop.stock", "shop.stock")]
    public void A_cluster_is_named_as_in_the_file_or_by_its_namespace_and_its_name(string written, string meant) =>
        Assert.Equal(meant, Assert.Single(Windows(written)).Cluster);

    [Fact]
    public void One_with_a_long_name_is_named_as_Kubernetes_names_it()
    {
        var (space, name) = (new string('a', 40), new string('b', 40));

        var window = Assert.Single(Windows($"{space}/{name}"));

        Assert.Equal(63, window.Cluster.Length);
        Assert.StartsWith($"{space}.bbb", window.Cluster, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_none_can_have_is_refused()
    {
        foreach (var wrong in new[] { "stock", "shop/", "/stock", "shop/stock/1", "shop/Stock" })
        {
            var invalid = Assert.IsType<LoadedConfiguration.Invalid>(Load(wrong));
            var error = Assert.Single(invalid.Errors).ToString();
            Assert.Contains($"there is no cluster '{wrong}'", error, StringComparison.Ordinal);
            Assert.EndsWith("its name, such as shop/orders.", error, StringComparison.Ordinal);
        }
    }

    EquatableArray<RecurringMaintenance> Windows(string cluster)
    {
        var loaded = Load(cluster);
        if (loaded is LoadedConfiguration.Invalid invalid)
            Assert.Fail(string.Join('\n', invalid.Errors));
        return Assert.IsType<LoadedConfiguration.Valid>(loaded).Options.Maintenance;
    }

    LoadedConfiguration Load(string cluster)
    {
        File.WriteAllText(
            _directory["primacy.yaml"],
            $$"""
            kubernetes: true
            clusters: [{ name: orders, host: db1 }]
            maintenance: [{ cluster: {{cluster}}, at: "02:00", for: 2h, reason: patches }]
            """
        );
        var settings = new CommandLineSettings { ConfigFile = _directory["primacy.yaml"] };
        return new ConfigurationSource(settings, Around.Nothing).Load();
    }
}
