using System.Buffers;

namespace Primacy.Exposition;

/// <summary>Takes samples as they are found and makes a batch of them. For one thread.</summary>
/// <param name="common">The labels of every sample, written out.</param>
internal sealed class SampleSink(CommonLabels common)
{
    readonly ArrayBufferWriter<byte> _labels = new();
    readonly SortedDictionary<string, FamilySamples> _families = new(StringComparer.Ordinal);

    /// <summary>Takes a sample. Whether it was taken: not when the family has one with the same labels.</summary>
    /// <param name="family">What it belongs to.</param>
    /// <param name="value">The value; NaN where there is none.</param>
    /// <param name="labels">The values of the family's labels, in their order; null is like an empty one.</param>
    public bool Add(Family family, double value, params ReadOnlySpan<string?> labels)
    {
        if (Begin(family, labels) is not var (samples, start, length))
            return false;
        samples.Add(new Sample(start, length, SamplePart.Value, 0, value));
        return true;
    }

    /// <summary>Takes a histogram. The bucket without a bound is added to those that are given.</summary>
    /// <param name="family">What it belongs to.</param>
    /// <param name="buckets">How many observations were at most that large, by upper bound, in ascending order.</param>
    /// <param name="sum">The sum of all observations.</param>
    /// <param name="count">Their number.</param>
    /// <param name="labels">The values of the family's labels, in their order.</param>
    public bool AddHistogram(
        Family family,
        ReadOnlySpan<KeyValuePair<double, double>> buckets,
        double sum,
        double count,
        params ReadOnlySpan<string?> labels
    )
    {
        if (Begin(family, labels) is not var (samples, start, length))
            return false;
        foreach (var (bound, below) in buckets)
        {
            if (!double.IsPositiveInfinity(bound))
                samples.Add(new Sample(start, length, SamplePart.Bucket, bound, below));
        }
        samples.Add(new Sample(start, length, SamplePart.Bucket, double.PositiveInfinity, count));
        samples.Add(new Sample(start, length, SamplePart.Sum, 0, sum));
        samples.Add(new Sample(start, length, SamplePart.Count, 0, count));
        return true;
    }

    /// <summary>An empty sink with the same common labels.</summary>
    public SampleSink Begin() => new(common);

    /// <summary>Takes a batch of the same common labels; gives the families of which it had some already.</summary>
    public IReadOnlyList<Family> Add(SampleBatch batch)
    {
        var twice = new List<Family>();
        for (var i = 0; i < batch.Families.Length; i++)
        {
            var of = Samples(batch.Families[i]);
            var isNew = true;
            var last = (Start: -1, Length: 0);
            foreach (ref readonly var sample in batch.Samples(i))
            {
                // The samples of a histogram share their labels.
                if (last != (sample.Start, sample.Length))
                {
                    last = (sample.Start, sample.Length);
                    isNew = of.IsNew(_labels.WrittenCount, sample.Length, batch.Labels(sample));
                    if (!isNew && !twice.Contains(of.Family))
                        twice.Add(of.Family);
                }
                if (isNew)
                    of.Samples.Add(sample with { Start = _labels.WrittenCount - sample.Length });
            }
        }
        return twice;
    }

    public SampleBatch Build() =>
        _families.Count == 0
            ? SampleBatch.Empty
            : new SampleBatch(
                [.. _families.Values.Select(of => of.Family)],
                [.. _families.Values.Select(of => of.Samples.ToArray())],
                _labels.WrittenSpan.ToArray()
            );

    (List<Sample> Samples, int Start, int Length)? Begin(Family family, ReadOnlySpan<string?> labels)
    {
        if (labels.Length != family.Labels.Count)
            throw new ArgumentException($"{family.Name} has {family.Labels.Count} labels", nameof(labels));
        var of = Samples(family);
        var start = _labels.WrittenCount;
        common.Write(_labels, family, labels);
        // What was written for a sample that is not taken stays in the text: that is rare, and harmless.
        var length = _labels.WrittenCount - start;
        return of.IsNew(start, length) ? (of.Samples, start, length) : null;
    }

    FamilySamples Samples(Family family)
    {
        if (!_families.TryGetValue(family.Name, out var of))
            _families[family.Name] = of = new FamilySamples(family, _labels);
        return of;
    }
}
