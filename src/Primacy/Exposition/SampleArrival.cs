namespace Primacy.Exposition;

/// <summary>A sample in the order in which samples were found.</summary>
/// <param name="Family">What it belongs to.</param>
/// <param name="Texts">Where the values of its labels begin among all of these.</param>
/// <param name="Form">What it is.</param>
internal readonly record struct SampleArrival(Family Family, int Texts, SampleForm Form);
