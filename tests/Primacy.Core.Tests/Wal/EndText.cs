namespace Primacy.Wal;

/// <summary>What a record says that ends a transaction, as a server writes it.</summary>
sealed record EndText
{
    public long Microseconds { get; init; } = 1_000_000;

    public bool NamesDatabase { get; init; }

    public uint[] Subtransactions { get; init; } = [];

    /// <summary>How many files of relations go with it.</summary>
    public int Files { get; init; }

    /// <summary>Of how many relations the statistics go with it.</summary>
    public int Statistics { get; init; }

    public int Invalidations { get; init; }

    /// <summary>The transaction that had been prepared.</summary>
    public uint? Prepared { get; init; }

    public byte[] ToBytes(int major)
    {
        var parts =
            (NamesDatabase ? 1 : 0)
            | (Subtransactions.Length > 0 ? 2 : 0)
            | (Files > 0 ? 4 : 0)
            | (Invalidations > 0 ? 8 : 0)
            | (Prepared is { } ? 16 : 0)
            | (Statistics > 0 ? 256 : 0);
        return
        [
            .. BitConverter.GetBytes(Microseconds),
            .. BitConverter.GetBytes(parts),
            .. new byte[NamesDatabase ? 8 : 0],
            .. List(Subtransactions.Length, [.. Subtransactions.SelectMany(BitConverter.GetBytes)]),
            .. List(Files, new byte[12 * Files]),
            .. List(Statistics, new byte[(major >= 18 ? 16 : 12) * Statistics]),
            .. List(Invalidations, new byte[16 * Invalidations]),
            .. Prepared is { } transaction ? BitConverter.GetBytes(transaction) : [],
        ];
    }

    static byte[] List(int count, byte[] items) => count > 0 ? [.. BitConverter.GetBytes(count), .. items] : [];
}
