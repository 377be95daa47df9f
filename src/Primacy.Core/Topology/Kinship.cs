namespace Primacy.Topology;

/// <summary>What two instances' WAL says of their histories.</summary>
public enum Kinship
{
    /// <summary>It could not be read, so nothing is known.</summary>
    Unknown,

    /// <summary>Every record that both have was the same, as far as was read.</summary>
    Same,

    /// <summary>They parted within what was read: the fork is exact.</summary>
    Forked,

    /// <summary>They differ from the first record that could be compared: they parted there or before.</summary>
    Apart,
}
