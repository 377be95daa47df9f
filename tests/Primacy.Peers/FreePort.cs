using Primacy.Lab.Servers;

namespace Primacy.Peers;

/// <summary>
/// Loopback ports for programs that cannot be told to take any. One that the kernel gives may be given to the next who
/// asks, before the program listens on it; one below its range is nobody else's.
/// </summary>
internal static class FreePort
{
    public static int Take() => PortPicker.Pick(1, [])[0];
}
