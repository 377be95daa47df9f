namespace Primacy.Wal;

/// <summary>What an attempt to read on has led to.</summary>
public enum WalStep
{
    /// <summary>There is a record.</summary>
    Record,

    /// <summary>More bytes are needed.</summary>
    Hungry,

    /// <summary>What comes is not understood, so nothing more is read.</summary>
    Refused,
}
