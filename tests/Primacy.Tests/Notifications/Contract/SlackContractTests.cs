namespace Primacy.Tests.Notifications.Contract;

public sealed class SlackContractTests : ReceiverContract
{
    private protected override Task<IStage> StartAsync() => HttpStage.StartAsync(HttpManners.Slack);
}
