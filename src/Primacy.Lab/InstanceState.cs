namespace Primacy.Lab;

internal enum InstanceState
{
    /// <summary>No process of it runs.</summary>
    Down,

    /// <summary>Its processes are halted.</summary>
    Frozen,

    /// <summary>It runs, but does not answer.</summary>
    Starting,

    Running,
}
