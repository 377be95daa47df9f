using Primacy.Watching;

namespace Primacy.Web.Live;

/// <summary>
/// What was seen of clusters whose pages are looked at. A day costs half a second to read, so that it is read once, and
/// then only what has come since; and one at a time, so that two hundred open pages are a queue and not a load.
/// </summary>
internal sealed class RolePast(RoleHistory history, TimeProvider time)
{
    /// <summary>For how long it is kept that nobody asks for.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    /// <summary>
    /// After this all is read anew: where the clock was set back, what is new is older than what is known.
    /// </summary>
    static readonly TimeSpan ReadAnewAfter = TimeSpan.FromMinutes(10);

    /// <summary>How long a page waits for its turn; then it shows the present without the past.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly Lock _turn = new();
    readonly Dictionary<string, Known> _known = [];

    /// <summary>The looks since an instant, the oldest first; null when it was nobody's turn to read them.</summary>
    public PastRoles? Of(string cluster, DateTimeOffset from)
    {
        if (!_turn.TryEnter(Patience))
            return null;
        try
        {
            Forget();
            var past = Read(cluster, from);
            return past with { Looks = [.. past.Looks.SkipWhile(look => look.At < from)] };
        }
        finally
        {
            _turn.Exit();
        }
    }

    PastRoles Read(string cluster, DateTimeOffset from)
    {
        var now = time.GetTimestamp();
        if (
            _known.TryGetValue(cluster, out var known)
            && known.From <= from
            && known.Past.Looks is [.., var last]
            && time.GetElapsedTime(known.ReadAt, now) < ReadAnewAfter
        )
        {
            // The newest of them may have been written once more.
            var news = history(cluster, last.At);
            var looks = known.Past.Looks.SkipLast(1).Concat(news.Looks).TakeLast(PastRoles.LooksMax);
            var isCut =
                news.IsCut || known.Past.IsCut || known.Past.Looks.Count + news.Looks.Count > PastRoles.LooksMax;
            _known[cluster] = known with { Past = new PastRoles(Shared(looks), isCut), AskedAt = now };
        }
        else
        {
            var past = history(cluster, from);
            _known[cluster] = new Known(from, past with { Looks = Shared(past.Looks) }, now, now);
        }
        return _known[cluster].Past;
    }

    void Forget()
    {
        foreach (var (cluster, known) in _known)
            if (time.GetElapsedTime(known.AskedAt) >= Kept)
                _known.Remove(cluster);
    }

    /// <summary>Most looks show what the one before showed, and hold the same list of it.</summary>
    static List<RoleLook> Shared(IEnumerable<RoleLook> looks)
    {
        var shared = new List<RoleLook>();
        foreach (var look in looks)
            shared.Add(shared is [.., var last] && last.Members == look.Members ? last with { At = look.At } : look);
        return shared;
    }

    sealed record Known(DateTimeOffset From, PastRoles Past, long ReadAt, long AskedAt);
}
