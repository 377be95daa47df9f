namespace Primacy.Tests.Notifications.Contract;

public sealed class WebhookContractTests : ReceiverContract
{
    private protected override Task<IStage> StartAsync() => HttpStage.StartAsync(HttpManners.Webhook);
}
