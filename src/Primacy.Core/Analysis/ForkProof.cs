namespace Primacy.Analysis;

/// <summary>What says where two histories parted, the weakest first.</summary>
public enum ForkProof
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>The position at which a promoted server's recovery ended.</summary>
    RecoveryEnd,

    /// <summary>The servers' timeline histories.</summary>
    History,

    /// <summary>Their WAL, read side by side.</summary>
    Wal,
}
