namespace Primacy.Topology;

/// <summary>The name by which people know an instance: its address, or what the configuration calls it.</summary>
public readonly record struct InstanceId(string Name)
{
    public override string ToString() => Name;
}
