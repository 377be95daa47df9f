using System.Globalization;
using Primacy.Acting;
using Primacy.Muting;
using Primacy.Watching;
using Primacy.Web.Access;
using Primacy.Web.Pages;

namespace Primacy.Web;

/// <summary>Where people act with a browser: plain forms, which need no script.</summary>
internal static class ActPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/silences", Replies.Guarded(context => ShowAsync(context, Silences(context))));
        app.MapPost("/silences", Rights.Acting(Sealed(Silence)));
        app.MapPost("/maintenance", Rights.Acting(Sealed(Plan)));
        app.MapPost("/silences/end", Rights.Acting(Sealed(End)));
        app.MapGet("/acknowledge", Rights.AboutToAct(AskForAcknowledgement));
        app.MapPost("/acknowledge", Rights.Acting(Sealed(Acknowledge)));
        // Only here a browser asks for a name and a token; from then on it sends them with every request.
        app.MapGet("/sign-in", Rights.AboutToAct((context, _) => GoTo(context, Destination(context))));
    }

    /// <summary>Takes a form only if it is ours.</summary>
    public static Func<HttpContext, Actor, Task> Sealed(Func<HttpContext, Actor, IFormCollection, Task> handler) =>
        async (context, actor) =>
        {
            if (!context.Request.HasFormContentType)
            {
                await context.Error(
                    StatusCodes.Status415UnsupportedMediaType,
                    "Here forms are taken; see /openapi.json."
                );
                return;
            }
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (context.Service<FormSeals>().IsRight(actor, form[FormSeals.Field].ToString()))
                await handler(context, actor, form);
            else
                await context.Error(
                    StatusCodes.Status403Forbidden,
                    "This form is not of this service, or of before it was started: load the page again."
                );
        };

    static Task Silence(HttpContext context, Actor actor, IFormCollection form)
    {
        var (cluster, verdict, comment) = (Text(form, "cluster"), Text(form, "verdict"), Text(form, "comment"));
        var now = Now(context);
        var silence = new Silence
        {
            Id = Guid.NewGuid().ToString(),
            Matchers =
            [
                .. cluster.Length > 0 ? [new Matcher(IncidentLabels.Cluster, cluster)] : Array.Empty<Matcher>(),
                .. verdict.Length > 0 ? [new Matcher(IncidentLabels.Verdict, verdict)] : Array.Empty<Matcher>(),
            ],
            StartsAt = now,
            EndsAt = now + Hours(form),
            CreatedBy = actor.Name,
            Comment = comment,
            CreatedAt = now,
        };
        // Whoever types a name that is none believes that he has silenced something.
        return Finish(
            context,
            () =>
                cluster.Length > 0 && !IsWatched(context, cluster)
                    ? new ActResult<Silence>.Refused([$"There is no cluster '{cluster}'."])
                    : context.Service<Acts>().Silence(silence, actor),
            "/silences",
            refusals =>
                ShowAsync(
                    context,
                    Silences(context) with
                    {
                        Refusals = refusals,
                        Cluster = cluster,
                        Verdict = verdict,
                        Comment = comment,
                        Hours = (int)Hours(form).TotalHours,
                    }
                )
        );
    }

    static Task Plan(HttpContext context, Actor actor, IFormCollection form)
    {
        var typed = new MaintenanceForm
        {
            Cluster = Text(form, "cluster"),
            From = Text(form, "from"),
            Hours = (int)Hours(form).TotalHours,
            Reason = Text(form, "reason"),
        };
        return Finish(
            context,
            () =>
                typed.Begins(Now(context)) is { } from
                    ? context.Service<Acts>().Plan(Window(typed, from, actor), actor)
                    : new ActResult<MaintenanceWindow>.Refused([
                        $"'{typed.From}' is no time. Write it in UTC: {Now(context):yyyy-MM-dd'T'HH:mm}",
                    ]),
            "/silences",
            refusals => ShowAsync(context, Silences(context) with { Refusals = refusals, Maintenance = typed })
        );
    }

    static MaintenanceWindow Window(MaintenanceForm typed, DateTimeOffset from, Actor actor) =>
        new()
        {
            Id = Guid.NewGuid().ToString(),
            Cluster = typed.Cluster,
            From = from,
            Until = from.AddHours(typed.Hours),
            By = actor.Name,
            Reason = typed.Reason,
        };

    static Task End(HttpContext context, Actor actor, IFormCollection form)
    {
        var (acts, id, why) = (context.Service<Acts>(), Text(form, "id"), Text(form, "why"));
        Task Refuse(IReadOnlyList<string> refusals) =>
            ShowAsync(context, Silences(context) with { Refusals = refusals });
        return Text(form, "kind") switch
        {
            "silence" => Finish(context, () => acts.ExpireSilence(id, why, actor), "/silences", Refuse),
            "acknowledgement" => Finish(context, () => acts.Unacknowledge(id, why, actor), "/silences", Refuse),
            "maintenance" => Finish(context, () => acts.EndMaintenance(id, why, actor), "/silences", Refuse),
            var other => context.Error(StatusCodes.Status400BadRequest, $"'{other}' is nothing that can be ended."),
        };
    }

    static Task AskForAcknowledgement(HttpContext context, Actor actor)
    {
        var key = context.Request.Query["incident"].ToString();
        return Acknowledgement(context, actor, key) is { } model
            ? ShowAsync(context, model)
            : context.Error(StatusCodes.Status404NotFound, $"There is no incident '{key}'.");
    }

    static Task Acknowledge(HttpContext context, Actor actor, IFormCollection form)
    {
        var (key, why, hours) = (Text(form, "incident"), Text(form, "why"), Hours(form));
        return Finish(
            context,
            () => context.Service<Acts>().Acknowledge(key, Now(context) + hours, why, actor),
            "/",
            refusals =>
                Acknowledgement(context, actor, key) is { } model
                    ? ShowAsync(context, model with { Refusals = refusals, Why = why, Hours = (int)hours.TotalHours })
                    : context.Error(StatusCodes.Status404NotFound, refusals)
        );
    }

    /// <summary>After an act the browser is sent elsewhere, so that to load again does not do it again.</summary>
    static Task Finish<T>(
        HttpContext context,
        Func<ActResult<T>> act,
        string next,
        Func<IReadOnlyList<string>, Task> refuse
    )
    {
        try
        {
            return act() switch
            {
                ActResult<T>.Refused refused => Refuse([.. refused.Why]),
                ActResult<T>.Missing missing => Refuse([missing.Why]),
                _ => GoTo(context, next),
            };
        }
        catch (JournalException fault)
        {
            return Refuse([$"What cannot be written down is not done. {fault.Message}"]);
        }

        Task Refuse(IReadOnlyList<string> refusals)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return refuse(refusals);
        }
    }

    static SilencesModel Silences(HttpContext context) =>
        new()
        {
            AllLines = MuteLine.Of(context.Service<MuteBook>().Mutes, Now(context)),
            AllClusters = [.. context.Service<WatchedClusters>()().Select(cluster => cluster.Name)],
            Form = Rights.ActorOf(context) is { } actor ? FormOf(context, actor) : null,
            MaySignIn = context.Service<AccessRules>().HasTokens,
            Cluster = context.Request.Query["cluster"].ToString(),
            Maintenance = new MaintenanceForm { Cluster = context.Request.Query["cluster"].ToString() },
        };

    static bool IsWatched(HttpContext context, string cluster) =>
        context.Service<WatchedClusters>()().Any(one => one.Name == cluster);

    static AcknowledgeModel? Acknowledgement(HttpContext context, Actor actor, string key) =>
        context.Service<IncidentLookup>()(key) is { } incident
            ? new AcknowledgeModel
            {
                Form = FormOf(context, actor),
                Key = incident.Key,
                Label = Labels.Of(incident.Code),
                Cluster = incident.Cluster,
                Summary = incident.Verdict.Summary,
            }
            : null;

    static ActForm FormOf(HttpContext context, Actor actor) => new(actor.Name, context.Service<FormSeals>().For(actor));

    static Task ShowAsync(HttpContext context, SilencesModel model) =>
        ((IResult)Fragments.Of(model)).ExecuteAsync(context);

    static Task ShowAsync(HttpContext context, AcknowledgeModel model) =>
        ((IResult)Fragments.Of(model)).ExecuteAsync(context);

    static Task GoTo(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
        return Task.CompletedTask;
    }

    /// <summary>Only a path of ours: people trust this page, and must not be led elsewhere by it.</summary>
    static string Destination(HttpContext context) => context.Request.Query["to"] == "/silences" ? "/silences" : "/";

    static string Text(IFormCollection form, string name) => form[name].ToString().Trim();

    static TimeSpan Hours(IFormCollection form) =>
        int.TryParse(Text(form, "hours"), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
        && ActForm.Hours.Contains(hours)
            ? TimeSpan.FromHours(hours)
            : TimeSpan.FromHours(ActForm.HoursDefault);

    static DateTimeOffset Now(HttpContext context) => context.Service<TimeProvider>().GetUtcNow();
}
