namespace Primacy.Peers;

/// <summary>Who manages a cluster.</summary>
internal enum PeerKind
{
    ByHand,
    Patroni,
    Repmgr,
    Pgpool,
}
