namespace Primacy.Forensics.Branches;

/// <summary>What the server has sent.</summary>
internal enum WalArrival
{
    /// <summary>A piece of WAL.</summary>
    Piece,

    /// <summary>A sign of life that wants no answer.</summary>
    Sign,

    /// <summary>It wants to know how far we have got, before it goes on or ends.</summary>
    Question,

    /// <summary>It has left the timeline that was asked for, whose WAL is all sent.</summary>
    TimelineEnd,

    /// <summary>
    /// It shuts down, has sent all of its WAL including the shutdown checkpoint, and was told that all is here.
    /// </summary>
    Shutdown,
}
