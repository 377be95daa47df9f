namespace Primacy.Repairing;

/// <summary>What came of one step.</summary>
/// <param name="IsDone">Whether its effect was seen.</param>
/// <param name="Outcome">What came of it, as a sentence.</param>
internal sealed record StepResult(bool IsDone, string Outcome)
{
    public static StepResult Done(string outcome) => new(true, outcome);

    public static StepResult Failed(string outcome) => new(false, outcome);
}
