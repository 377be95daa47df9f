namespace Primacy.Analysis;

/// <summary>How what a verdict names came about, as far as the evidence tells.</summary>
public enum SubKind
{
    /// <summary>multiple-primaries: an old primary came back after another had been promoted.</summary>
    Returned,

    /// <summary>
    /// multiple-primaries: a standby was promoted beside a primary that ran on, behind a cut in the network or by hand.
    /// </summary>
    Partition,

    /// <summary>multiple-primaries: two standbys were promoted, so that both hold a timeline of their own.</summary>
    TwinPromotion,

    /// <summary>
    /// multiple-primaries: a copy was started without standby.signal, a second primary on one timeline.
    /// </summary>
    SameTimelineFork,

    /// <summary>foreign-primary: a database system that has just been initialised.</summary>
    Empty,
}
