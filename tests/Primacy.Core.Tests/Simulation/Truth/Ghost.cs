namespace Primacy.Simulation.Truth;

/// <summary>
/// A replication connection that is dead without either end having noticed: packets are dropped, or an end is frozen.
/// Each goes on showing it until its timeout (wal_sender_timeout, wal_receiver_timeout) or its restart.
/// </summary>
sealed class Ghost(Server upstream, Server standby, long sinceMilliseconds)
{
    readonly long _upstreamStarted = upstream.StartedAtMilliseconds;
    readonly long _standbyStarted = standby.StartedAtMilliseconds;

    public Server Upstream { get; } = upstream;

    public Server Standby { get; } = standby;

    public long SinceMilliseconds { get; } = sinceMilliseconds;

    public bool IsSeenByUpstream =>
        Upstream.StartedAtMilliseconds == _upstreamStarted && Upstream.Mode is not (Mode.Down or Mode.StartingUp);

    public bool IsSeenByStandby =>
        Standby.StartedAtMilliseconds == _standbyStarted
        && Standby.Mode is Mode.Standby
        && Standby.Upstream == Upstream;
}
