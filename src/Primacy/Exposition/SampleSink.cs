namespace Primacy.Exposition;

/// <summary>
/// Takes samples as they are found and makes a batch of them, and then the next one: as long as samples come as they
/// did the last time, only their values are kept. For one thread.
/// </summary>
/// <param name="common">The labels of every sample, written out.</param>
internal sealed class SampleSink(CommonLabels common)
{
    /// <summary>Of the last batch.</summary>
    SampleShape _shape = SampleShape.Empty;

    /// <summary>How many samples have come as they did the last time, and their values.</summary>
    int _followed;
    double[] _values = [];

    /// <summary>Takes all samples once one has come otherwise.</summary>
    ShapeBuilder? _builder;

    /// <summary>How many samples were taken.</summary>
    public int Count => _builder?.Count ?? _followed;

    /// <summary>Takes a sample. Whether it was taken: not when the family has one with the same labels.</summary>
    /// <param name="family">What it belongs to.</param>
    /// <param name="value">The value; NaN where there is none.</param>
    /// <param name="labels">The values of the family's labels, in their order; null is like an empty one.</param>
    public bool Add(Family family, double value, params ReadOnlySpan<string?> labels)
    {
        if (_builder is null && _shape.Is(_followed, family, labels))
        {
            if (_followed == 0)
                _values = new double[_shape.Count];
            _values[_shape.PlaceOf(_followed++)] = value;
            return true;
        }
        return Builder().Add(family, SamplePart.Value, 0, value, labels);
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
        var builder = Builder();
        var isFirst = true;
        foreach (var (bound, below) in buckets)
        {
            if (double.IsPositiveInfinity(bound))
                continue;
            if (!isFirst)
                builder.AddToLast(SamplePart.Bucket, bound, below);
            else if (!builder.Add(family, SamplePart.Bucket, bound, below, labels))
                return false;
            isFirst = false;
        }
        if (!isFirst)
            builder.AddToLast(SamplePart.Bucket, double.PositiveInfinity, count);
        else if (!builder.Add(family, SamplePart.Bucket, double.PositiveInfinity, count, labels))
            return false;
        builder.AddToLast(SamplePart.Sum, 0, sum);
        builder.AddToLast(SamplePart.Count, 0, count);
        return true;
    }

    /// <summary>Forgets all samples of this batch but the first so many.</summary>
    public void Truncate(int count)
    {
        if (_builder is { } builder)
            builder.Truncate(count);
        else
            _followed = count;
    }

    /// <summary>What was taken; then the next batch begins.</summary>
    public SampleBatch Build()
    {
        var batch =
            _builder is null && _followed == _shape.Count ? new SampleBatch(_shape, _values) : Builder().Build();
        (_shape, _builder, _followed, _values) = (batch.Shape, null, 0, []);
        return batch;
    }

    /// <summary>From here on samples are other ones than the last time.</summary>
    ShapeBuilder Builder()
    {
        if (_builder is { } known)
            return known;
        var builder = new ShapeBuilder(common);
        for (var i = 0; i < _followed; i++)
            builder.Add(_shape.FamilyOf(i), SamplePart.Value, 0, _values[_shape.PlaceOf(i)], _shape.LabelsOf(i));
        return _builder = builder;
    }
}
