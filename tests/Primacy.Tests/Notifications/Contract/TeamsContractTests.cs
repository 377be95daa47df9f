namespace Primacy.Tests.Notifications.Contract;

public sealed class TeamsContractTests : ReceiverContract
{
    private protected override Task<IStage> StartAsync() => HttpStage.StartAsync(HttpManners.Teams);
}
