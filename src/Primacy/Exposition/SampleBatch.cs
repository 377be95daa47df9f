namespace Primacy.Exposition;

/// <summary>
/// Samples of some families, with their labels written out already: a page is made by copying. Immutable; what one has
/// in common with the batch before it, which is all but the values as a rule, is the same object.
/// </summary>
internal sealed class SampleBatch(SampleShape shape, double[] values)
{
    public static SampleBatch Empty { get; } = new(SampleShape.Empty, []);

    public SampleShape Shape => shape;

    public ReadOnlySpan<Family> Families => shape.Families;

    /// <summary>What the samples of the family at a place are; their values stand at the same places.</summary>
    public ReadOnlySpan<SampleForm> Forms(int family) => shape.Forms(family);

    public ReadOnlySpan<double> Values(int family) => values.AsSpan(shape.Range(family));

    public ReadOnlySpan<byte> Labels(in SampleForm form) => shape.Labels(form);

    public double Value(int place) => values[place];

    public int Count => values.Length;
}
