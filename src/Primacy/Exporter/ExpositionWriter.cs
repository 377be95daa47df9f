using System.Buffers;
using System.Globalization;
using System.Text;

namespace Primacy.Exporter;

/// <summary>
/// Writes Prometheus' text format 0.0.4 straight into a buffer. See
/// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format.
/// </summary>
internal sealed class ExpositionWriter(IBufferWriter<byte> output)
{
    const int NumberBytesMax = 32;

    string _family = "";

    /// <summary>Begins a family; all its samples follow it.</summary>
    public ExpositionWriter Family(string name, string type, string help)
    {
        _family = name;
        Raw("# HELP ");
        Raw(name);
        Raw(" ");
        Escaped(help, isLabel: false);
        Raw("\n# TYPE ");
        Raw(name);
        Raw(" ");
        Raw(type);
        Raw("\n");
        return this;
    }

    public ExpositionWriter Gauge(string name, string help) => Family(name, "gauge", help);

    public ExpositionWriter Counter(string name, string help) => Family(name, "counter", help);

    public void Sample(bool value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Sample(value ? 1 : 0, labels);

    public void Sample<T>(T value, params ReadOnlySpan<(string Name, string Value)> labels)
        where T : IUtf8SpanFormattable
    {
        Raw(_family);
        var separator = "{";
        foreach (var (name, text) in labels)
        {
            Raw(separator);
            Raw(name);
            Raw("=\"");
            Escaped(text, isLabel: true);
            Raw("\"");
            separator = ",";
        }
        Raw(labels.IsEmpty ? " " : "} ");
        value.TryFormat(output.GetSpan(NumberBytesMax), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
        Raw("\n");
    }

    void Escaped(ReadOnlySpan<char> text, bool isLabel)
    {
        while (text.IndexOfAny('\\', '\n', '"') is >= 0 and var at)
        {
            Raw(text[..at]);
            Raw(
                text[at] switch
                {
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    _ => isLabel ? "\\\"" : "\"",
                }
            );
            text = text[(at + 1)..];
        }
        Raw(text);
    }

    void Raw(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);
}
