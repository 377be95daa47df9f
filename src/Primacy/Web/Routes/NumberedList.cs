using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Primacy.Watching;

namespace Primacy.Web.Routes;

/// <summary>A list of what is numbered, the newest first, in parts.</summary>
/// <param name="What">What one of them is called: "an entry".</param>
/// <param name="Read">Reads so many that are older than a number; null for the newest.</param>
/// <param name="IdOf">Its number.</param>
/// <param name="Report">How it is shown.</param>
/// <param name="Shape">The shape of the answer.</param>
internal sealed record NumberedList<T, TReport>(
    string What,
    Func<long?, int, IReadOnlyList<T>> Read,
    Func<T, long> IdOf,
    Func<T, TReport> Report,
    JsonTypeInfo<IReadOnlyList<TReport>> Shape
)
{
    public Task AnswerAsync(HttpContext context)
    {
        if (Paging.Of(context.Request) is not { } paging)
            return Paging.Refuse(context);
        var before = 0L;
        if (
            paging.After is { } after
            && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before)
        )
            return context.Error(400, $"after={after} is no number of {What}.");
        try
        {
            var part = Read(paging.After is null ? null : before, paging.Limit);
            if (part.Count > 0)
                paging.Link(context, part.Count, IdOf(part[^1]).ToString(CultureInfo.InvariantCulture));
            return context.Json([.. part.Select(Report)], Shape);
        }
        catch (JournalException fault)
        {
            return context.Error(503, fault.Message);
        }
    }
}
