namespace Primacy.Tests.Mechanisms;

/// <summary>A backup that is being taken, until it is broken off.</summary>
internal sealed class BaseBackupUnderWay(Task backup, CancellationTokenSource stop) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await backup.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }
}
