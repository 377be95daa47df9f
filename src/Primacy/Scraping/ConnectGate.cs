namespace Primacy.Scraping;

/// <summary>
/// How many connections for scraping are opened at once, so that a site that is down is not stormed. Who could not
/// connect the last time waits at a door of his own, and holds up nobody else.
/// </summary>
internal sealed class ConnectGate : IDisposable
{
    public const int UsualMax = 16;

    public const int FailedMax = 8;

    readonly SemaphoreSlim _usual = new(UsualMax);
    readonly SemaphoreSlim _failed = new(FailedMax);

    /// <summary>Waits until one may connect.</summary>
    /// <param name="hasFailed">Whether connecting failed the last time.</param>
    /// <param name="end">Ends the wait.</param>
    /// <returns>To be disposed of when the connection is open, or cannot be opened.</returns>
    public async Task<IDisposable> EnterAsync(bool hasFailed, CancellationToken end)
    {
        var door = hasFailed ? _failed : _usual;
        await door.WaitAsync(end);
        return new Passage(door);
    }

    public void Dispose()
    {
        _usual.Dispose();
        _failed.Dispose();
    }

    sealed class Passage(SemaphoreSlim door) : IDisposable
    {
        public void Dispose() => door.Release();
    }
}
