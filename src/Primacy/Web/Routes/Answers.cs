using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Primacy.Acting;
using Primacy.Watching;

namespace Primacy.Web.Routes;

/// <summary>What whoever acts is answered.</summary>
internal static class Answers
{
    /// <summary>Acts, and says what came of it.</summary>
    public static Task ActAsync<T, TReport>(
        this HttpContext context,
        Func<Acts, ActResult<T>> act,
        Func<T, TReport> report,
        JsonTypeInfo<TReport> shape
    ) => context.ActAsync(() => Task.FromResult(act(context.Service<Acts>())), report, shape);

    /// <summary>The same for what takes a moment.</summary>
    public static async Task ActAsync<T, TReport>(
        this HttpContext context,
        Func<Task<ActResult<T>>> act,
        Func<T, TReport> report,
        JsonTypeInfo<TReport> shape
    )
    {
        try
        {
            await (
                await act() switch
                {
                    ActResult<T>.Done done => context.Json(report(done.Value), shape),
                    ActResult<T>.Refused refused => context.Error(422, [.. refused.Why]),
                    ActResult<T>.Missing missing => context.Error(404, missing.Why),
                    _ => throw new UnreachableException(),
                }
            );
        }
        catch (JournalException fault)
        {
            await context.Error(503, $"What cannot be written down is not done. {fault.Message}");
        }
    }

    /// <summary>A value of the path, as it was before it was put there: the server leaves "%2F" as it is.</summary>
    public static string Named(this HttpContext context, string name) =>
        Uri.UnescapeDataString((string?)context.GetRouteValue(name) ?? "");

    public static string? Why(this HttpContext context) =>
        context.Request.Query["why"].ToString() is { Length: > 0 } why ? why : null;
}
