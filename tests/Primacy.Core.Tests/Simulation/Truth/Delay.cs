namespace Primacy.Simulation.Truth;

/// <summary>What a standby with recovery_min_apply_delay has replayed of what it received.</summary>
sealed class Delay(long milliseconds)
{
    readonly Queue<(long AtMilliseconds, ulong Lsn)> _received = new();

    public ulong Replayed { get; private set; }

    public void Receive(long nowMilliseconds, ulong lsn)
    {
        if (Replayed == 0)
            Replayed = lsn;
        _received.Enqueue((nowMilliseconds, lsn));
        while (_received.TryPeek(out var oldest) && oldest.AtMilliseconds + milliseconds <= nowMilliseconds)
            Replayed = _received.Dequeue().Lsn;
    }
}
