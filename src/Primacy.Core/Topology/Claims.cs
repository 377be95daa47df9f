namespace Primacy.Topology;

/// <summary>What a manager's claim says of the declared members.</summary>
public static class Claims
{
    /// <summary>A manager's word about which servers are older than this says nothing of now.</summary>
    static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(30);

    extension(Claim claim)
    {
        /// <summary>The manager and where it was asked, as people write it: "Patroni (http://a:8008)".</summary>
        public string Who => $"{claim.Manager} ({claim.Source})";

        /// <summary>Whether it is an answer, and not older than half a minute.</summary>
        public bool IsFresh(DateTimeOffset now) => claim.Fault is null && (now - claim.At).Duration() <= AgeMax;
    }

    /// <summary>
    /// The declared member that a manager means, by name, or by host and port; null when none, or more than one, fits.
    /// </summary>
    public static Member? Find(this ClusterView view, ClaimedMember claimed)
    {
        Member? found = null;
        foreach (var member in view.Members)
        {
            if (member.Id.Name == claimed.Name)
                return member;
            if (!IsAt(member, claimed))
                continue;
            if (found is not null)
                return null;
            found = member;
        }
        return found;
    }

    static bool IsAt(Member member, ClaimedMember claimed) =>
        claimed.Host is { } host
        && (host == member.Instance.Host || host == (member.State?.Address ?? member.Remembered?.Address))
        && (claimed.Port is not { } port || port == member.Instance.Port);
}
