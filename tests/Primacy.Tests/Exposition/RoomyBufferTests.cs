using System.Buffers;
using System.Text;
using Primacy.Exposition;
using Xunit;

namespace Primacy.Tests.Exposition;

public sealed class RoomyBufferTests
{
    [Fact]
    public void A_page_is_written_into_a_buffer_that_gives_only_what_is_asked_for()
    {
        var stingy = new StingyBuffer();
        Assert.Throws<ArgumentOutOfRangeException>(() => stingy.Write("x"u8));

        new ExpositionWriter(new RoomyBuffer(stingy)).Gauge("up", "Whether it is.").Sample(1, ("server", "db1"));

        Assert.EndsWith("up{server=\"db1\"} 1\n", stingy.Text, StringComparison.Ordinal);
    }

    /// <summary>As the web server's, when of its piece only what frames a chunk is left.</summary>
    sealed class StingyBuffer : IBufferWriter<byte>
    {
        readonly ArrayBufferWriter<byte> _written = new();

        public string Text => Encoding.UTF8.GetString(_written.WrittenSpan);

        public void Advance(int count) => _written.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0) =>
            sizeHint == 0 ? Memory<byte>.Empty : _written.GetMemory(sizeHint)[..sizeHint];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
