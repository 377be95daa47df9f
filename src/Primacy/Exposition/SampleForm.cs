namespace Primacy.Exposition;

/// <summary>
/// A sample without its value. Its labels are a piece of its shape's text, so that a sample is no object of its own.
/// </summary>
/// <param name="Start">Where its labels begin in the text.</param>
/// <param name="Length">How many bytes they are.</param>
/// <param name="Part">Which series of the family.</param>
/// <param name="Bound">The upper bound of a bucket.</param>
internal readonly record struct SampleForm(int Start, int Length, SamplePart Part, double Bound);
