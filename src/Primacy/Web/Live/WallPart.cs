using Primacy.Web.Pages;

namespace Primacy.Web.Live;

/// <summary>What of the wall somebody sees, as long as no cluster changes its place.</summary>
internal sealed record WallPart
{
    /// <summary>
    /// Bytes of a page for healthy clusters: together with those that are broken and large it stays below 100 KB.
    /// </summary>
    const int TileBytesMax = 36_000;

    /// <summary>What a tile takes besides its name, which is there three times.</summary>
    const int TileBytes = 52;

    public required WallState State { get; init; }

    /// <summary>What is broken and searched for.</summary>
    public required IReadOnlyList<WallEntry> Broken { get; init; }

    public required Region Tally { get; init; }

    /// <summary>What follows the broken ones.</summary>
    public required IReadOnlyList<Region> Rest { get; init; }

    public static WallPart Of(WallState state, WallQuery query)
    {
        var (broken, calm) = (Matching(state.Broken), Matching(state.Calm));
        var pages = PagesOf(calm);
        var page = Math.Clamp(query.Page, 1, Math.Max(1, pages.Count));
        var tiles = pages.Count == 0 ? [] : calm[pages[page - 1]];
        var more = new WallMore
        {
            Search = query.Search,
            Matching = broken.Length + calm.Length,
            All = state.Broken.Count + state.Calm.Count,
            BrokenNotShown = Math.Max(0, broken.Length - WallPages.CardsMax - WallPages.LinesMax),
            BrokenNotMatching = state.Broken.Count - broken.Length,
        };
        var turn = new WallTurn
        {
            Count = calm.Length,
            Awaited = calm.Count(entry => entry.AwaitedSince is not null),
            From = pages.Count == 0 ? 0 : pages[page - 1].Start.Value + 1,
            To = pages.Count == 0 ? 0 : pages[page - 1].End.Value,
            Page = page,
            Pages = pages.Count,
            Before = page > 1 ? $"/{query.At(page - 1)}" : null,
            After = page < pages.Count ? $"/{query.At(page + 1)}" : null,
        };
        return new WallPart
        {
            State = state,
            Broken = broken,
            Tally = new Region("tally", [new Piece("tally", () => Fragments.Of(new TallyWords(state.Tally)))]),
            Rest =
            [
                new("more", [new Piece("more", () => Fragments.Of(more))]),
                new("turn", [new Piece("turn", () => Fragments.Of(turn))]),
                new("calm", [.. tiles.Select(entry => entry.Tile)]),
            ],
        };

        WallEntry[] Matching(IReadOnlyList<WallEntry> entries) =>
            query.Words.Length == 0 ? [.. entries] : [.. entries.Where(entry => entry.Matches(query.Words))];
    }

    /// <summary>By bytes and not by number: names are short or long.</summary>
    static List<Range> PagesOf(WallEntry[] calm)
    {
        var pages = new List<Range>();
        var (start, bytes) = (0, 0);
        for (var i = 0; i < calm.Length; i++)
        {
            bytes += TileBytes + 3 * calm[i].Name.Length;
            if (bytes > TileBytesMax && i > start)
            {
                pages.Add(start..i);
                (start, bytes) = (i, TileBytes + 3 * calm[i].Name.Length);
            }
        }
        if (start < calm.Length)
            pages.Add(start..calm.Length);
        return pages;
    }
}
