namespace Primacy.Topology;

/// <summary>
/// What follows from two members of a view, worked out once however many ask. Two who ask for it at the same instant
/// may both work it out, to the same end.
/// </summary>
sealed class OncePerPair
{
    /// <summary>
    /// So few are found faster than they are worked out; beyond that each is worked out when asked for.
    /// </summary>
    const int KnownMax = 16;

    Known? _newest;

    public T Of<T>(ClusterView view, Member one, Member other, Func<ClusterView, Member, Member, T> conclude)
        where T : class
    {
        var count = 0;
        for (var known = _newest; known is not null; known = known.Earlier, count++)
        {
            if (
                ReferenceEquals(known.One, one)
                && ReferenceEquals(known.Other, other)
                && known.How == (Delegate)conclude
            )
                return (T)known.What;
        }
        var conclusion = conclude(view, one, other);
        if (count < KnownMax)
            _newest = new(one, other, conclude, conclusion, _newest);
        return conclusion;
    }

    sealed class Known(Member one, Member other, Delegate how, object what, Known? earlier)
    {
        public Member One => one;

        public Member Other => other;

        public Delegate How => how;

        public object What => what;

        public Known? Earlier => earlier;
    }
}
