namespace Primacy.Simulation.Truth;

/// <summary>
/// A branch of true history and what was committed on it. Two promotions from one point make two branches with one
/// timeline number, which only the simulated world can tell apart.
/// </summary>
sealed class Branch(Branch? parent, ulong fork, uint timeline)
{
    readonly List<Commit> _commits = [];

    public Branch? Parent { get; } = parent;

    /// <summary>Where it left its parent.</summary>
    public ulong Fork { get; } = fork;

    public uint Timeline { get; } = timeline;

    /// <summary>When it began; null for what was there before.</summary>
    public long? BornAt { get; init; }

    /// <summary>Whom repmgr registered as the primary here; null when nobody told it.</summary>
    public string? Registered { get; set; }

    /// <summary>Whether a promotion began it, and not a start without standby.signal.</summary>
    public bool IsOfPromotion => Parent is { } left && left.Timeline != Timeline;

    public void Add(Commit commit) => _commits.Add(commit);

    /// <summary>How far two histories are one; null for histories that never were.</summary>
    public static ulong? CommonEnd(Branch left, ulong leftEnd, Branch right, ulong rightEnd)
    {
        // Asked all the time, so without an iterator.
        for (var branch = left; branch is not null; branch = branch.Parent)
        {
            if (right.EndOn(branch, rightEnd) is { } other)
                return Math.Min(leftEnd, other);
            leftEnd = Math.Min(leftEnd, branch.Fork);
        }
        return null;
    }

    /// <summary>
    /// What a server that ends here has committed behind a position of its history, the newest first.
    /// </summary>
    public IEnumerable<Commit> Commits(ulong from, ulong to)
    {
        foreach (var (branch, end) in Path(to))
        {
            for (var i = branch._commits.Count - 1; i >= 0 && branch._commits[i].End > from; i--)
            {
                if (branch._commits[i].End <= end)
                    yield return branch._commits[i];
            }
            if (branch.Fork <= from)
                yield break;
        }
    }

    /// <summary>The branches from this one to the root, each with where a server that ends here left it.</summary>
    public IEnumerable<(Branch Branch, ulong End)> Path(ulong end)
    {
        for (var branch = this; branch is not null; branch = branch.Parent)
        {
            yield return (branch, end);
            end = Math.Min(end, branch.Fork);
        }
    }

    ulong? EndOn(Branch wanted, ulong end)
    {
        for (var branch = this; branch is not null; branch = branch.Parent)
        {
            if (branch == wanted)
                return end;
            end = Math.Min(end, branch.Fork);
        }
        return null;
    }
}
