namespace Primacy.Repair;

/// <summary>What would be done to end a split, step by step. Nothing is done by it: it is data.</summary>
public sealed record Plan
{
    public required RepairCase Case { get; init; }

    public required EquatableArray<PlanStep> Steps { get; init; }

    /// <summary>What leaves the database with the loser, in sentences.</summary>
    public required EquatableArray<string> Loss { get; init; }

    /// <summary>What is left to people afterwards, a sentence each.</summary>
    public required EquatableArray<string> Remains { get; init; }

    /// <summary>
    /// All that the plan rests on, a line each. What a person approves is the hash of it, so that nothing is in here
    /// that changes while nothing happens, such as a position.
    /// </summary>
    public required EquatableArray<string> Basis { get; init; }
}
