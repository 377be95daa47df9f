using System.Text;

namespace Primacy.Probing;

/// <summary>
/// Turns the bytes of a column into a string, the same string for the same bytes. What a probe reads hardly changes
/// from one look to the next, so a look allocates no text. Of bounded size: a newer text takes the place of an older
/// one.
/// </summary>
internal sealed class TextCache
{
    const int SlotCount = 128;

    readonly Slot[] _slots = new Slot[SlotCount];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var slot = ref _slots[(uint)hash.ToHashCode() % SlotCount];
        if (slot.Utf8 is null || !utf8.SequenceEqual(slot.Utf8))
            slot = new Slot(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return slot.Text;
    }

    readonly record struct Slot(byte[] Utf8, string Text);
}
