namespace Primacy.Repair;

/// <summary>What may be done about a cluster's splits.</summary>
public enum RepairMode
{
    /// <summary>Plans are shown and not carried out.</summary>
    Observe,

    /// <summary>A plan is carried out once a person has approved it.</summary>
    Propose,
}
