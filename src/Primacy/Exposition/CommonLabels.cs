using System.Buffers;
using System.Text;

namespace Primacy.Exposition;

/// <summary>
/// The labels that every sample of a batch has, before the family's own. Where both have one name, the family's own is
/// called <c>exported_…</c>, as Prometheus does with labels that contradict a target's.
/// </summary>
internal sealed class CommonLabels
{
    readonly byte[] _text;
    readonly LabelNames _names;

    public CommonLabels(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var text = new ArrayBufferWriter<byte>();
        var names = new List<string>();
        foreach (var (name, value) in labels)
        {
            names.Add(name);
            LabelText.Write(text, name, value);
        }
        _names = new LabelNames(names);
        _text = text.WrittenSpan.ToArray();
    }

    public void Write(IBufferWriter<byte> output, Family family, ReadOnlySpan<string?> values)
    {
        output.Write(_text);
        for (var i = 0; i < values.Length; i++)
            LabelText.Write(output, _names.Shown(family.Labels[i]), values[i]);
    }
}
