namespace Primacy.Watching;

/// <summary>What a look showed of one instance, as its history is drawn.</summary>
internal enum SeenAs
{
    Primary,

    /// <summary>A standby that streams, or may well.</summary>
    Standby,

    /// <summary>A standby that receives nothing.</summary>
    Idle,

    /// <summary>It answers, and belongs to another database system.</summary>
    Foreign,

    /// <summary>No server takes sessions there.</summary>
    Down,

    /// <summary>No answer: it may be anything.</summary>
    Unseen,

    /// <summary>No answer, and it was a primary when it answered last: it may still be one.</summary>
    UnseenPrimary,

    /// <summary>Nobody looked.</summary>
    NotLookedAt,
}
