using System.Globalization;
using Primacy.Acting;
using Primacy.Storytelling;
using Primacy.Watching;
using Primacy.Web.Access;
using Primacy.Web.Api;
using Primacy.Web.Pages;
using Primacy.Web.Routes;

namespace Primacy.Web;

/// <summary>Incidents, their stories, and what was known at each moment of them.</summary>
internal static class IncidentPages
{
    const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/incidents", Replies.Guarded(List));
        // A key has slashes, which a proxy may or may not have put as %2F.
        app.MapGet("/incidents/{**id}", Replies.Guarded(One));
        app.MapGet("/clusters/{name}/then", Replies.Guarded(Then));
    }

    static Task List(HttpContext context)
    {
        var query = context.Request.Query;
        var (cluster, word) = (query["cluster"].ToString(), query["state"].ToString());
        if (IncidentStates.Parse(word.Length == 0 ? "all" : word) is not { } state)
            return context.Error(400, $"state={word} is none of {IncidentStates.Words}.");
        try
        {
            var after = query["after"].ToString();
            var part = context.Service<IncidentHistory>()(
                new(state, cluster.Length == 0 ? null : cluster),
                PageSize + 1,
                after.Length == 0 ? null : after
            );
            var (book, now) = (context.Service<MuteBook>(), context.Service<TimeProvider>().GetUtcNow());
            var shown = part.Take(PageSize).ToArray();
            return ShowAsync(
                context,
                StoryFragments.Of(
                    new IncidentsModel
                    {
                        Entries = [.. shown.Select(one => IncidentEntry.Of(one, book.Over(one, now), now))],
                        Clusters =
                        [
                            .. context
                                .Service<WatchedClusters>()()
                                .Select(one => one.Name)
                                .Order(StringComparer.Ordinal),
                        ],
                        Cluster = cluster,
                        State = state,
                        IsFirst = after.Length == 0,
                        LastKey = part.Count > PageSize ? shown[^1].Key : null,
                    }
                )
            );
        }
        catch (JournalException fault)
        {
            return context.Error(503, fault.Message);
        }
    }

    static Task One(HttpContext context)
    {
        if (!IsNumber(context.Request.Query["part"].ToString(), out var number))
            return context.Error(400, "'part' is a number from 1 on.");
        return Stories.TellAsync(
            context,
            story =>
            {
                var (book, now) = (context.Service<MuteBook>(), context.Service<TimeProvider>().GetUtcNow());
                var isOver = story.IsOver;
                return ShowAsync(
                    context,
                    StoryFragments.Of(
                        StoryModel.Of(story, number) with
                        {
                            Muted = !isOver && book.Over(story.Incident, now) is { } mute ? MuteLine.Words(mute) : null,
                            MayAct = !isOver && Rights.ActorOf(context) is { },
                            MaySignIn = !isOver && context.Service<AccessRules>().HasTokens,
                        }
                    )
                );
            }
        );
    }

    static Task Then(HttpContext context)
    {
        var (name, text) = (context.Named("name"), context.Request.Query["at"].ToString());
        var now = context.Service<TimeProvider>().GetUtcNow();
        if (Instant.Parse(text.Length == 0 ? "-0s" : text, now) is not { } at)
            return context.Error(400, $"at={text} is no time. Write {Instant.Forms}.");
        try
        {
            var past = context.Service<LookHistory>()(name, at);
            if (past.View is not { } view)
                return context.Error(404, ExplanationEndpoint.NothingKnown(context, name, at, past));
            var model = ThenModel.Of(view, ExplanationEndpoint.PolicyOf(context, name), past);
            var incident = context.Request.Query["incident"].ToString();
            return ShowAsync(
                context,
                StoryFragments.Of(model with { AskedFor = at, Incident = incident.Length == 0 ? null : incident })
            );
        }
        catch (JournalException fault)
        {
            return context.Error(503, fault.Message);
        }
    }

    static bool IsNumber(string text, out int number)
    {
        number = 1;
        return text.Length == 0
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0);
    }

    static Task ShowAsync(HttpContext context, IResult page) => page.ExecuteAsync(context);
}
