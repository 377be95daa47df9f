namespace Primacy.Exposition;

/// <summary>
/// Samples of some families, with their labels written out already: a page is made by copying. Immutable; families are
/// in the order of their names.
/// </summary>
internal sealed class SampleBatch(Family[] families, Sample[][] samples, byte[] labels)
{
    public static SampleBatch Empty { get; } = new([], [], []);

    public ReadOnlySpan<Family> Families => families;

    /// <summary>The samples of the family at a place.</summary>
    public ReadOnlySpan<Sample> Samples(int family) => samples[family];

    public ReadOnlySpan<byte> Labels(in Sample sample) => labels.AsSpan(sample.Start, sample.Length);

    public int Count => samples.Sum(all => all.Length);
}
