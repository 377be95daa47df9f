namespace Primacy.Tests.Notifications.Contract;

public sealed class CommandContractTests : ReceiverContract
{
    private protected override Task<IStage> StartAsync() => CommandStage.StartAsync();
}
