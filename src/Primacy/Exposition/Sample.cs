namespace Primacy.Exposition;

/// <summary>One value. Its labels are a piece of its batch's text, so that a sample is no object of its own.</summary>
/// <param name="Start">Where its labels begin in the batch's text.</param>
/// <param name="Length">How many bytes they are.</param>
/// <param name="Part">Which series of the family.</param>
/// <param name="Bound">The upper bound of a bucket.</param>
/// <param name="Value">The value.</param>
internal readonly record struct Sample(int Start, int Length, SamplePart Part, double Bound, double Value);
