namespace Primacy.Repairing;

/// <summary>What has become of a run.</summary>
internal enum RunState
{
    Running,

    /// <summary>One primary was seen at the end, and the loser streams from it.</summary>
    Verified,

    /// <summary>Everything was done, and that it has helped was not seen.</summary>
    NotVerified,

    /// <summary>A step was refused or failed, so that the later ones were not begun.</summary>
    Stopped,

    /// <summary>The process ended in the midst of it. It never goes on by itself.</summary>
    Interrupted,
}
