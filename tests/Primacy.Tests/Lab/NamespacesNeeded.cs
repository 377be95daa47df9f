using Primacy.Lab;
using Primacy.Lab.Networking;
using Xunit;

namespace Primacy.Tests.Lab;

/// <summary>
/// Tests of networks that need root and the kernel's tools; without them they say that they were skipped.
/// </summary>
internal static class NamespacesNeeded
{
    public static void OrSkip()
    {
        try
        {
            NamespaceNetwork.Check();
        }
        catch (LabException reason)
        {
            Assert.Skip(reason.Message);
        }
    }
}
