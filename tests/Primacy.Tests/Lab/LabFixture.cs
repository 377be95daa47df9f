using Primacy.Lab;
using Xunit;

namespace Primacy.Tests.Lab;

/// <summary>One lab of three instances for all tests of a class.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    internal LabCluster Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Lab = await LabCluster.StartAsync(new LabOptions { Name = UniqueName() });

    public ValueTask DisposeAsync() => Lab.DisposeAsync();

    internal static string UniqueName() => $"test-{Random.Shared.GetHexString(8, lowercase: true)}";

    /// <summary>The lab with instance 1 as its only primary, whatever the test before has left.</summary>
    internal async Task<LabCluster> HealthyAsync()
    {
        foreach (var instance in (await Lab.StatusAsync()).Instances)
        {
            if (instance.IsPartitioned)
                await Lab.HealAsync(instance.Number);
            if (instance.State == InstanceState.Frozen)
                Lab.Thaw(instance.Number);
            if (instance.State == InstanceState.Down)
                await Lab.StartAsync(instance.Number);
        }
        if (!await Lab.QueryScalarAsync<bool>(1, "SELECT NOT pg_is_in_recovery()"))
            await Lab.PromoteAsync(1);
        foreach (var instance in (await Lab.StatusAsync()).Instances)
        {
            if (instance is { Number: > 1, IsStreaming: not true } or { Number: > 1, Upstream: not "node-1" })
                await Lab.RejoinAsync(instance.Number, primaryNumber: 1);
        }
        return Lab;
    }
}
