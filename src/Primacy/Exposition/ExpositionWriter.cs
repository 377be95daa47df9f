using System.Buffers;
using System.Globalization;

namespace Primacy.Exposition;

/// <summary>
/// Writes Prometheus' text format 0.0.4, or OpenMetrics 1.0, straight into a buffer. See
/// https://prometheus.io/docs/instrumenting/exposition_formats/ and
/// https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md.
/// </summary>
internal sealed class ExpositionWriter(IBufferWriter<byte> output, ExpositionFormat format = default)
{
    const string Total = "_total";

    /// <summary>The family's name up to where a suffix may follow, and what stands before the labels.</summary>
    byte[] _name = [];
    byte[] _opening = [];

    public ExpositionWriter Gauge(string name, string help) => Family(name, MetricKind.Gauge, help);

    public ExpositionWriter Counter(string name, string help) => Family(name, MetricKind.Counter, help);

    /// <summary>Begins a family; all its samples follow it.</summary>
    public ExpositionWriter Family(string name, MetricKind kind, string help)
    {
        var isPlain = MetricNames.IsPlain(name);
        var shown = isPlain || format.AllowsUtf8 ? name : MetricNames.Underscored(name);
        // A name that not every reader takes stands in quotes, within the braces.
        var isQuoted = !isPlain && format.AllowsUtf8;
        var start = new ArrayBufferWriter<byte>();
        LabelText.Raw(start, isQuoted ? "{\"" : "");
        LabelText.Escaped(start, shown);
        _name = start.WrittenSpan.ToArray();
        _opening = isQuoted ? "\","u8.ToArray() : "{"u8.ToArray();
        var (about, word) = About(shown, kind);
        Head("# HELP ", about, isQuoted);
        LabelText.Escaped(output, help, isQuoteSpecial: format.IsOpenMetrics);
        Head("\n# TYPE ", about, isQuoted);
        Raw(word);
        if (format.IsOpenMetrics && word is not "unknown" && Unit(about) is { } unit)
        {
            Head("\n# UNIT ", about, isQuoted);
            Raw(unit);
        }
        Raw("\n");
        return this;
    }

    public void Sample(bool value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Sample(value ? 1 : 0, labels);

    public void Sample<T>(T value, params ReadOnlySpan<(string Name, string Value)> labels)
        where T : IUtf8SpanFormattable
    {
        output.Write(_name);
        var separator = "{";
        foreach (var (name, text) in labels)
        {
            Raw(separator);
            Raw(name);
            Raw("=\"");
            LabelText.Escaped(output, text);
            Raw("\"");
            separator = ",";
        }
        Raw(labels.IsEmpty ? " " : "} ");
        var room = output.GetSpan(MetricNumber.BytesMax);
        var written = 0;
        if (value is double number)
            written = MetricNumber.Write(room, number);
        else
            value.TryFormat(room, out written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
        Raw("\n");
    }

    /// <summary>The samples of the family at a place of a batch; the family has been begun.</summary>
    public void Samples(SampleBatch batch, int place)
    {
        var isAsItIs = batch.Families[place].IsPlain || format.AllowsUtf8;
        var forms = batch.Forms(place);
        var values = batch.Values(place);
        for (var i = 0; i < forms.Length; i++)
        {
            var labels = batch.Labels(forms[i]);
            Line(forms[i], values[i], isAsItIs ? labels : LabelText.Underscored(labels));
        }
    }

    /// <summary>Ends the page.</summary>
    public void End()
    {
        if (format.IsOpenMetrics)
            Raw("# EOF\n");
    }

    /// <summary>In one go, as there may be millions: room is asked for once and filled by copying.</summary>
    void Line(in SampleForm sample, double value, ReadOnlySpan<byte> labels)
    {
        var room = output.GetSpan(_name.Length + labels.Length + (3 * MetricNumber.BytesMax));
        var at = 0;
        Put(room, ref at, _name);
        Put(room, ref at, Suffix(sample.Part));
        if (labels.IsEmpty && sample.Part is not SamplePart.Bucket && _opening.Length == 1)
        {
            Put(room, ref at, " "u8);
        }
        else
        {
            Put(room, ref at, _opening);
            Put(room, ref at, labels);
            if (sample.Part is SamplePart.Bucket)
            {
                Put(room, ref at, "le=\""u8);
                at += MetricNumber.WriteBound(room[at..], sample.Bound, format.IsOpenMetrics);
                Put(room, ref at, "\","u8);
            }
            // Each label brings its comma, and the last one's goes.
            at--;
            Put(room, ref at, "} "u8);
        }
        at += MetricNumber.Write(room[at..], value);
        Put(room, ref at, "\n"u8);
        output.Advance(at);
    }

    /// <summary>
    /// How a family is announced. OpenMetrics calls a counter by its name without "_total", and none may be without:
    /// one that is keeps its name, which dashboards know, and is said to be of unknown type.
    /// </summary>
    (string About, string Word) About(string name, MetricKind kind) =>
        (format.IsOpenMetrics, kind) switch
        {
            (true, MetricKind.Counter) when name.EndsWith(Total, StringComparison.Ordinal) => (
                name[..^Total.Length],
                "counter"
            ),
            (true, MetricKind.Counter or MetricKind.Unknown) => (name, "unknown"),
            (_, MetricKind.Counter) => (name, "counter"),
            (_, MetricKind.Gauge) => (name, "gauge"),
            (_, MetricKind.Histogram) => (name, "histogram"),
            _ => (name, "untyped"),
        };

    static string? Unit(string name) =>
        name.EndsWith("_seconds", StringComparison.Ordinal) ? "seconds"
        : name.EndsWith("_bytes", StringComparison.Ordinal) ? "bytes"
        : null;

    static ReadOnlySpan<byte> Suffix(SamplePart part) =>
        part switch
        {
            SamplePart.Bucket => "_bucket"u8,
            SamplePart.Sum => "_sum"u8,
            SamplePart.Count => "_count"u8,
            _ => default,
        };

    void Head(string what, string about, bool isQuoted)
    {
        Raw(what);
        if (isQuoted)
            LabelText.Quoted(output, about);
        else
            Raw(about);
        Raw(" ");
    }

    static void Put(Span<byte> room, ref int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(room[at..]);
        at += text.Length;
    }

    void Raw(ReadOnlySpan<char> text) => LabelText.Raw(output, text);
}
