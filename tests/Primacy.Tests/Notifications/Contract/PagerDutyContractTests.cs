namespace Primacy.Tests.Notifications.Contract;

public sealed class PagerDutyContractTests : ReceiverContract
{
    private protected override Task<IStage> StartAsync() => HttpStage.StartAsync(HttpManners.PagerDuty);
}
