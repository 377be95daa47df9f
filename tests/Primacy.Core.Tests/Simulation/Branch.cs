namespace Primacy.Simulation;

/// <summary>
/// A branch of true history. Two promotions from one point make two branches with one timeline number, which only the
/// simulated world can tell apart.
/// </summary>
sealed class Branch(Branch? parent, ulong fork, uint timeline)
{
    public Branch? Parent { get; } = parent;

    /// <summary>Where it left its parent.</summary>
    public ulong Fork { get; } = fork;

    public uint Timeline { get; } = timeline;

    /// <summary>How far two histories are one; null for histories that never were.</summary>
    public static ulong? CommonEnd(Branch left, ulong leftEnd, Branch right, ulong rightEnd)
    {
        var ends = new Dictionary<Branch, ulong>();
        foreach (var (branch, end) in left.Path(leftEnd))
            ends[branch] = end;
        foreach (var (branch, end) in right.Path(rightEnd))
        {
            if (ends.TryGetValue(branch, out var other))
                return Math.Min(end, other);
        }
        return null;
    }

    /// <summary>The branches from this one to the root, each with where a server that ends here left it.</summary>
    IEnumerable<(Branch Branch, ulong End)> Path(ulong end)
    {
        for (var branch = this; branch is not null; branch = branch.Parent)
        {
            yield return (branch, end);
            end = Math.Min(end, branch.Fork);
        }
    }
}
