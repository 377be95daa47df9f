using System.Globalization;

namespace Primacy.Web.Routes;

/// <summary>A part of a list that may grow, and the way to the next part. See https://www.rfc-editor.org/rfc/rfc8288.</summary>
/// <param name="Limit">How many at most.</param>
/// <param name="After">Behind which it begins; null for the beginning.</param>
internal sealed record Paging(int Limit, string? After)
{
    public const int LimitMax = 1000;

    /// <summary>What a request asks for; null when that is nonsense.</summary>
    public static Paging? Of(HttpRequest request)
    {
        var (limit, after) = (request.Query["limit"].ToString(), request.Query["after"].ToString());
        var most = LimitMax;
        if (
            limit.Length > 0
            && (
                !int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most)
                || most is < 1 or > LimitMax
            )
        )
            return null;
        return new Paging(most, after.Length == 0 ? null : after);
    }

    public static Task Refuse(HttpContext context) =>
        context.Error(StatusCodes.Status400BadRequest, $"'limit' is a number from 1 to {LimitMax}.");

    /// <summary>The part of a list that is in memory.</summary>
    public IReadOnlyList<T> Part<T>(IEnumerable<T> all, Func<T, string> key) =>
        [.. (After is null ? all : all.SkipWhile(one => key(one) != After).Skip(1)).Take(Limit)];

    /// <summary>Says where it goes on, if the part is full and so may not be the last.</summary>
    public void Link(HttpContext context, int count, string last)
    {
        if (count < Limit)
            return;
        var query = context
            .Request.Query.Where(pair => pair.Key is not "after")
            .SelectMany(pair => pair.Value.Select(value => $"{Escaped(pair.Key)}={Escaped(value ?? "")}"))
            .Append($"after={Escaped(last)}");
        context.Response.Headers.Link = $"<{context.Request.Path}?{string.Join('&', query)}>; rel=\"next\"";
    }

    static string Escaped(string text) => Uri.EscapeDataString(text);
}
