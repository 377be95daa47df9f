using System.Buffers;

namespace Primacy.Hosting;

/// <summary>
/// The process's memory pool as the web server takes it: who asks for no bytes in particular gets a page of them, where
/// the pool itself gives an empty buffer, into which nothing can be written.
/// </summary>
internal sealed class SharedMemoryPool : MemoryPool<byte>
{
    const int UsualBytes = 4096;

    public override int MaxBufferSize => Shared.MaxBufferSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) =>
        Shared.Rent(minBufferSize <= 0 ? UsualBytes : minBufferSize);

    /// <summary>The pool is not ours.</summary>
    protected override void Dispose(bool disposing) { }
}
