namespace Primacy.Tests.Notifications.Contract;

public sealed class EmailContractTests : ReceiverContract
{
    private protected override Task<IStage> StartAsync() => MailStage.StartAsync();
}
