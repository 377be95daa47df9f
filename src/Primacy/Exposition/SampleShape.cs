namespace Primacy.Exposition;

/// <summary>
/// All of a batch but its values. A server shows the same samples in the same order scrape after scrape, so that what
/// was written, sorted and compared once is good for the next batch too.
/// </summary>
internal sealed class SampleShape
{
    readonly Family[] _families;

    /// <summary>Where the samples of a family end.</summary>
    readonly int[] _ends;
    readonly SampleForm[] _forms;
    readonly byte[] _labels;

    /// <summary>In the order in which samples were found: their families, places and labels.</summary>
    readonly Family[] _found;
    readonly int[] _places;
    readonly int[] _texts;
    readonly string?[] _values;

    /// <summary>Sorts what was found by family.</summary>
    public SampleShape(ReadOnlySpan<SampleArrival> arrivals, string?[] values, byte[] labels)
    {
        (_labels, _values) = (labels, values);
        (_found, _texts) = (new Family[arrivals.Length], new int[arrivals.Length]);
        (_places, _forms) = (new int[arrivals.Length], new SampleForm[arrivals.Length]);
        var counts = new SortedDictionary<string, (Family Family, int Count)>(StringComparer.Ordinal);
        for (var i = 0; i < arrivals.Length; i++)
        {
            (_found[i], _texts[i]) = (arrivals[i].Family, arrivals[i].Texts);
            var known = counts.GetValueOrDefault(_found[i].Name, (Family: _found[i], Count: 0));
            counts[_found[i].Name] = (known.Family, known.Count + 1);
        }
        _families = [.. counts.Values.Select(one => one.Family)];
        _ends = new int[_families.Length];
        var next = new Dictionary<string, int>(_families.Length);
        var end = 0;
        foreach (var (family, count) in counts.Values)
        {
            next[family.Name] = end;
            _ends[next.Count - 1] = end += count;
        }
        for (var i = 0; i < arrivals.Length; i++)
        {
            var place = next[_found[i].Name]++;
            (_places[i], _forms[place]) = (place, arrivals[i].Form);
        }
    }

    public static SampleShape Empty { get; } = new([], [], []);

    /// <summary>How many samples it has.</summary>
    public int Count => _forms.Length;

    /// <summary>In the order of their names.</summary>
    public ReadOnlySpan<Family> Families => _families;

    /// <summary>The places of the samples of a family.</summary>
    public Range Range(int family) => (family == 0 ? 0 : _ends[family - 1]).._ends[family];

    public ReadOnlySpan<SampleForm> Forms(int family) => _forms.AsSpan(Range(family));

    public ReadOnlySpan<byte> Labels(in SampleForm form) => _labels.AsSpan(form.Start, form.Length);

    /// <summary>The place of what was found as the so manieth.</summary>
    public int PlaceOf(int found) => _places[found];

    public Family FamilyOf(int found) => _found[found];

    /// <summary>The values of its labels.</summary>
    public ReadOnlySpan<string?> LabelsOf(int found) => _values.AsSpan(_texts[found], _found[found].Labels.Count);

    /// <summary>Whether what was found as the so manieth is such a sample, and a plain value.</summary>
    public bool Is(int found, Family family, ReadOnlySpan<string?> labels)
    {
        if (found >= _found.Length || !ReferenceEquals(_found[found], family) || family.Kind is MetricKind.Histogram)
            return false;
        var known = _values.AsSpan(_texts[found]);
        for (var i = 0; i < labels.Length; i++)
        {
            // The same strings as a rule, which is seen at once.
            if (known[i] != labels[i])
                return false;
        }
        return true;
    }
}
