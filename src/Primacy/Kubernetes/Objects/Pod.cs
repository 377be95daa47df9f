namespace Primacy.Kubernetes.Objects;

/// <summary>A pod.</summary>
internal sealed record Pod(ObjectMeta Meta) : KubernetesObject(Meta)
{
    /// <summary>Its address; null until the kubelet has told one.</summary>
    public string? Address { get; init; }

    /// <summary>Its name in DNS, where a headless Service gives it one.</summary>
    public string? DnsName { get; init; }

    /// <summary>Whether it is being deleted, and has perhaps not stopped yet.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>Whether all of its containers have ended for good, as a job's do.</summary>
    public bool IsOver { get; init; }

    public EquatableArray<NamedPort> Ports { get; init; }

    /// <summary>The number of a port by its name; null when no container names one so.</summary>
    public int? Port(string name)
    {
        foreach (var port in Ports)
        {
            if (port.Name == name)
                return port.Number;
        }
        return null;
    }
}
