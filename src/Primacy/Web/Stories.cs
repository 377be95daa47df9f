using Primacy.Storytelling;
using Primacy.Watching;
using Primacy.Web.Routes;

namespace Primacy.Web;

/// <summary>Stories of incidents for whoever asks over HTTP.</summary>
internal static class Stories
{
    /// <summary>Tells a story by what a handler makes of it, or says why there is none.</summary>
    public static async Task TellAsync(HttpContext context, Func<Story, Task> show)
    {
        var key = context.Named("id");
        Story? story;
        try
        {
            story = await context
                .Service<Narrator>()
                .TellAsync(key, name => ExplanationEndpoint.PolicyOf(context, name), context.RequestAborted);
        }
        catch (JournalException fault)
        {
            await context.Error(StatusCodes.Status503ServiceUnavailable, fault.Message);
            return;
        }
        if (story is null)
            await context.Error(StatusCodes.Status404NotFound, IncidentRoutes.NoSuch(key));
        else
            await show(story);
    }

    /// <summary>The name of a file with a report, of characters that every system takes in one.</summary>
    public static string FileName(Story story, string extension) =>
        string.Concat(story.Incident.Key.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-'))
        + $".{extension}";
}
