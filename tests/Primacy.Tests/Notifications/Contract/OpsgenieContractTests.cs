namespace Primacy.Tests.Notifications.Contract;

public sealed class OpsgenieContractTests : ReceiverContract
{
    private protected override Task<IStage> StartAsync() => HttpStage.StartAsync(HttpManners.Opsgenie);
}
