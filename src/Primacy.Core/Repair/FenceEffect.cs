namespace Primacy.Repair;

/// <summary>How far a fence goes.</summary>
public enum FenceEffect
{
    /// <summary>The server runs on and takes no more writes.</summary>
    BlocksWrites,

    /// <summary>The server ends; what starts it again decides what it comes back as.</summary>
    EndsServer,
}
