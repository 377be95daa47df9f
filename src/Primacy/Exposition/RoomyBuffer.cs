using System.Buffers;

namespace Primacy.Exposition;

/// <summary>
/// A buffer that never gives an empty piece away. The web server's writer does, when of its piece only what frames a
/// chunk is left and whoever writes does not say how much room he needs; what is written then fails.
/// </summary>
internal sealed class RoomyBuffer(IBufferWriter<byte> inner) : IBufferWriter<byte>
{
    const int Least = 256;

    public void Advance(int count) => inner.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(Math.Max(sizeHint, Least));

    public Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(Math.Max(sizeHint, Least));
}
