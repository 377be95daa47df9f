namespace Primacy.Tests.Notifications.Contract;

public sealed class AlertmanagerContractTests : ReceiverContract
{
    private protected override Task<IStage> StartAsync() => HttpStage.StartAsync(HttpManners.Alertmanager);
}
