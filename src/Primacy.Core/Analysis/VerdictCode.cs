namespace Primacy.Analysis;

/// <summary>
/// The catalogue of verdicts. It is closed; each has a detector, a scenario, a metric value and a page.
/// </summary>
public enum VerdictCode
{
    /// <summary>One writable primary, and every expected standby follows it.</summary>
    Healthy,

    /// <summary>The primary has just changed and the former one is on its way down.</summary>
    SwitchoverInProgress,

    /// <summary>Two or more instances of one system accept writes.</summary>
    MultiplePrimaries,

    /// <summary>A new primary stands and the former one cannot be seen: it may still serve its side.</summary>
    IsolatedPrimarySuspected,

    /// <summary>A primary of another system answers at a member's address.</summary>
    ForeignPrimary,

    /// <summary>No member accepts writes.</summary>
    NoPrimary,

    /// <summary>We cannot reach the primary, while its standbys still stream from it.</summary>
    PrimaryUnreachable,

    /// <summary>
    /// A standby follows the primary that should go, or holds rows of a branch that the primary it follows lacks.
    /// </summary>
    StandbyOnLosingBranch,

    /// <summary>A standby neither streams nor replays from an archive.</summary>
    ReplicationBroken,

    /// <summary>A manager of high availability says otherwise than PostgreSQL does.</summary>
    ManagerDisagrees,

    /// <summary>Too few members are seen to say anything.</summary>
    Blind,
}
