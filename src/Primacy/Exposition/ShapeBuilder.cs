using System.Buffers;
using System.Runtime.InteropServices;

namespace Primacy.Exposition;

/// <summary>Makes a batch of samples as they are found, no two of one family with the same labels.</summary>
internal sealed class ShapeBuilder : IEqualityComparer<int>
{
    readonly CommonLabels _common;
    readonly List<SampleArrival> _arrivals = [];
    readonly List<double> _values = [];
    readonly List<string?> _texts = [];
    readonly ArrayBufferWriter<byte> _labels = new();

    /// <summary>The first arrival of each series, told apart by this object.</summary>
    readonly HashSet<int> _series;

    public ShapeBuilder(CommonLabels common)
    {
        _common = common;
        _series = new(this);
    }

    /// <summary>How many samples were taken.</summary>
    public int Count => _arrivals.Count;

    /// <summary>Takes a sample, unless there is one like it.</summary>
    public bool Add(Family family, SamplePart part, double bound, double value, ReadOnlySpan<string?> labels)
    {
        if (!Begin(family, part, bound, labels))
            return false;
        _values.Add(value);
        return true;
    }

    /// <summary>Takes another sample of the series that came last.</summary>
    public void AddToLast(SamplePart part, double bound, double value)
    {
        var last = _arrivals[^1];
        _arrivals.Add(last with { Form = last.Form with { Part = part, Bound = bound } });
        _values.Add(value);
    }

    /// <summary>Forgets all samples but the first so many.</summary>
    public void Truncate(int count)
    {
        for (var i = count; i < _arrivals.Count; i++)
            _series.Remove(i);
        _arrivals.RemoveRange(count, _arrivals.Count - count);
        _values.RemoveRange(count, _values.Count - count);
    }

    public SampleBatch Build()
    {
        var shape = new SampleShape(CollectionsMarshal.AsSpan(_arrivals), [.. _texts], _labels.WrittenSpan.ToArray());
        var values = new double[_values.Count];
        for (var i = 0; i < values.Length; i++)
            values[shape.PlaceOf(i)] = _values[i];
        return new SampleBatch(shape, values);
    }

    bool IEqualityComparer<int>.Equals(int x, int y) =>
        _arrivals[x].Family.Name == _arrivals[y].Family.Name && Text(x).SequenceEqual(Text(y));

    int IEqualityComparer<int>.GetHashCode(int arrival)
    {
        var hash = new HashCode();
        hash.Add(_arrivals[arrival].Family.Name);
        hash.AddBytes(Text(arrival));
        return hash.ToHashCode();
    }

    ReadOnlySpan<byte> Text(int arrival)
    {
        var form = _arrivals[arrival].Form;
        return _labels.WrittenSpan.Slice(form.Start, form.Length);
    }

    bool Begin(Family family, SamplePart part, double bound, ReadOnlySpan<string?> labels)
    {
        if (labels.Length != family.Labels.Count)
            throw new ArgumentException($"{family.Name} has {family.Labels.Count} labels", nameof(labels));
        if (_arrivals.Count > 0 && AreLast(family, labels))
        {
            // The columns of a row become samples of many families with the same labels.
            _arrivals.Add(_arrivals[^1] with { Family = family });
        }
        else
        {
            var (texts, start) = (_texts.Count, _labels.WrittenCount);
            _texts.AddRange(labels);
            _common.Write(_labels, family, labels);
            // What is written for a sample that is not taken stays in the text: that is rare, and harmless.
            var form = new SampleForm(start, _labels.WrittenCount - start, part, bound);
            _arrivals.Add(new SampleArrival(family, texts, form));
        }
        var place = _arrivals.Count - 1;
        _arrivals[place] = _arrivals[place] with { Form = _arrivals[place].Form with { Part = part, Bound = bound } };
        if (_series.Add(place))
            return true;
        _arrivals.RemoveAt(place);
        return false;
    }

    bool AreLast(Family family, ReadOnlySpan<string?> labels)
    {
        var last = _arrivals[^1];
        return ReferenceEquals(last.Family.Labels, family.Labels)
            && CollectionsMarshal.AsSpan(_texts).Slice(last.Texts, labels.Length).SequenceEqual(labels);
    }
}
