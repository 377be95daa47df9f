namespace Primacy.Simulation.Truth;

/// <summary>What a simulated server does.</summary>
enum Mode
{
    Primary,
    Standby,
    Down,
    StartingUp,

    /// <summary>On its way down; when it was a primary, its open sessions still commit.</summary>
    ShuttingDown,
}
