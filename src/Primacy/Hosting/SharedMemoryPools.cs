using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Primacy.Hosting;

/// <summary>
/// Lets the web server take its buffers where the rest of the process does. Its own pools are swept on the thread pool
/// every few seconds for as long as they live, and a thread pool that is asleep costs more to wake than the buffers of
/// a page that few look at.
/// </summary>
internal sealed class SharedMemoryPools : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new SharedMemoryPool();
}
