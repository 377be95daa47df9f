using Primacy.Lab;

namespace Primacy.Peers;

/// <summary>A lab whose primary is changed by hand.</summary>
internal sealed class HandmadeCluster(LabCluster lab) : IManagedCluster
{
    public string Conninfo => lab.Conninfo();

    public string Password => lab.Password;

    public IReadOnlyList<int> Ports => [.. lab.Instances.Select(instance => instance.Port)];

    public static async Task<HandmadeCluster> StartAsync(CancellationToken cancellation) =>
        new(
            await LabCluster.StartAsync(
                new LabOptions { Name = $"hand-{Random.Shared.GetHexString(8, lowercase: true)}" },
                null,
                cancellation
            )
        );

    public async Task<int> PrimaryAsync(CancellationToken cancellation)
    {
        foreach (var instance in lab.Instances)
        {
            if (await lab.QueryScalarAsync<bool>(instance.Number, "SELECT NOT pg_is_in_recovery()", cancellation))
                return instance.Number;
        }
        throw new LabException("No instance is a primary.");
    }

    public async Task SwitchOverAsync(int to, CancellationToken cancellation) =>
        await lab.HandOverAsync(await PrimaryAsync(cancellation), to, cancellation);

    public ValueTask DisposeAsync() => lab.DisposeAsync();
}
