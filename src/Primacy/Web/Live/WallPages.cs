using Primacy.Acting;
using Primacy.Muting;
using Primacy.Watching;
using Primacy.Web.Pages;

namespace Primacy.Web.Live;

/// <summary>The wall, as somebody asked for it.</summary>
internal sealed class WallPages(Wall wall, SnapshotFeed feed, MuteBook book, TimeProvider time)
{
    /// <summary>So many broken clusters are shown large, and so many in a line each.</summary>
    public const int CardsMax = 8;

    public const int LinesMax = 24;

    /// <summary>What is muted changes with the time, too.</summary>
    static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    public ShowPage Find(WallQuery query)
    {
        WallPart? part = null;
        var known = new Dictionary<string, Shown>();
        return isLive =>
        {
            var state = wall.Now(isLive);
            if (part is null || part.State != state)
                part = WallPart.Of(state, query);
            var newest = feed.Newest;
            var broken = new List<Piece>(CardsMax + LinesMax);
            foreach (var (entry, i) in part.Broken.Take(CardsMax + LinesMax).Select((entry, i) => (entry, i)))
                broken.Add(PieceOf(entry, newest.GetValueOrDefault(entry.Name), i < CardsMax, isLive));
            if (known.Count > CardsMax + LinesMax)
                known.Clear();
            return new LivePage(part.State.Tally.Title, [part.Tally, new("broken", broken), .. part.Rest]);
        };

        Piece PieceOf(WallEntry entry, ClusterSnapshot? snapshot, bool isLarge, bool isLive)
        {
            if (!isLive)
                return Make(entry, snapshot, isLarge, time.GetUtcNow());
            if (known.TryGetValue(entry.Name, out var before) && before.IsStill(entry, snapshot, isLarge, book.Mutes))
            {
                if (time.GetElapsedTime(before.At) < AgeMax)
                    return before.Piece;
            }
            var piece = Make(entry, snapshot, isLarge, null);
            known[entry.Name] = new Shown(entry, snapshot, isLarge, book.Mutes, time.GetTimestamp(), piece);
            return piece;
        }
    }

    Piece Make(WallEntry entry, ClusterSnapshot? snapshot, bool isLarge, DateTimeOffset? shown)
    {
        var card = WallCard.Of(entry, snapshot, one => book.Over(one, time.GetUtcNow()), isLarge, shown);
        return new Piece(entry.Name, () => Fragments.Of(card));
    }

    /// <summary>What was made of what, and when.</summary>
    sealed record Shown(WallEntry Entry, ClusterSnapshot? Snapshot, bool IsLarge, Mutes Mutes, long At, Piece Piece)
    {
        public bool IsStill(WallEntry entry, ClusterSnapshot? snapshot, bool isLarge, Mutes mutes) =>
            ReferenceEquals(Entry, entry)
            && ReferenceEquals(Snapshot, snapshot)
            && ReferenceEquals(Mutes, mutes)
            && IsLarge == isLarge;
    }
}
