using System.Globalization;

namespace Primacy.Web.Live;

/// <summary>What of the wall somebody wants to see.</summary>
/// <param name="Search">What he searches for; empty for all.</param>
/// <param name="Page">Which page of the healthy ones, from 1.</param>
internal sealed record WallQuery(string Search, int Page)
{
    const int SearchMax = 100;

    public string[] Words { get; } =
        Search.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static WallQuery Of(HttpRequest request)
    {
        var search = request.Query["q"].ToString().Trim();
        return new WallQuery(
            search.Length > SearchMax ? search[..SearchMax] : search,
            int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
                ? Math.Max(1, page)
                : 1
        );
    }

    /// <summary>The same as the end of an address: "?q=eu&amp;page=2", or empty.</summary>
    public string At(int page)
    {
        var search = Search.Length == 0 ? null : $"q={Uri.EscapeDataString(Search)}";
        var number = page <= 1 ? null : string.Create(CultureInfo.InvariantCulture, $"page={page}");
        return (search, number) switch
        {
            (null, null) => "",
            ({ } one, { } other) => $"?{one}&{other}",
            var (one, other) => $"?{one ?? other}",
        };
    }

    public string Address => At(Page);
}
