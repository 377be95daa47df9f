namespace Primacy.Repairing;

/// <summary>What shown plans rested on, so that whoever approves an old one hears what has changed.</summary>
internal sealed class ShownHashes
{
    const int KeptMax = 256;

    readonly Lock _gate = new();
    readonly Dictionary<string, EquatableArray<string>> _basis = [];
    readonly Queue<string> _order = [];

    public void Keep(string hash, EquatableArray<string> basis)
    {
        lock (_gate)
        {
            if (!_basis.TryAdd(hash, basis))
                return;
            _order.Enqueue(hash);
            if (_order.Count > KeptMax)
                _basis.Remove(_order.Dequeue());
        }
    }

    /// <summary>How the basis of now differs from that of a hash, a sentence each.</summary>
    public EquatableArray<string> Changes(string hash, EquatableArray<string> now)
    {
        EquatableArray<string> then;
        lock (_gate)
        {
            if (!_basis.TryGetValue(hash, out then))
                return [$"Nobody here has seen a plan with the hash {hash}."];
        }
        return
        [
            .. then.Except(now).Select(line => $"It was: {line}"),
            .. now.Except(then).Select(line => $"It is: {line}"),
        ];
    }
}
