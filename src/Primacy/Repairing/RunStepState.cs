namespace Primacy.Repairing;

/// <summary>How far a step of a run is.</summary>
internal enum RunStepState
{
    Waiting,

    /// <summary>Written down before anything was done: after a kill it may have been done or not.</summary>
    Begun,

    Done,

    Failed,
}
