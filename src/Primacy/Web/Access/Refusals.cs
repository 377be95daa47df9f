using System.Net;
using System.Numerics;

namespace Primacy.Web.Access;

/// <summary>Counts who was not let in, so that the log says it without being filled by whoever tries.</summary>
internal sealed partial class Refusals(ILogger<Refusals> logger)
{
    int _count;

    public void Count(IPAddress? from, PathString path, string why)
    {
        var count = (uint)Interlocked.Increment(ref _count);
        if (BitOperations.IsPow2(count))
            LogRefused(from, path.ToUriComponent(), why, count);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Not let in from {From} to {Path}: {Why} ({Count} since the start)"
    )]
    partial void LogRefused(IPAddress? from, string path, string why, uint count);
}
