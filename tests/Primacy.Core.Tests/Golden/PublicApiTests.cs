using Xunit;

namespace Primacy.Golden;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_of_core_is_the_accepted_one()
    {
        var path = RepositoryRoot.Combine("tests", "Primacy.Core.Tests", "Golden", "public-api.txt");
        var surface = PublicApi.Of(typeof(ClusterMachine).Assembly);
        if (RepositoryRoot.IsAccepting)
            File.WriteAllText(path, surface);
        Assert.Equal(File.ReadAllText(path), surface);
    }
}
