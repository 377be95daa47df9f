using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Discovering;

/// <summary>The ports of PostgreSQL.</summary>
internal static class Ports
{
    public const int Default = 5432;

    /// <summary>The port that has the first of these names that there is.</summary>
    public static int? Named(EquatableArray<NamedPort> ports, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var port in ports)
            {
                if (port.Name == name)
                    return port.Number;
            }
        }
        return null;
    }
}
