using System.Globalization;
using Primacy.Exposition;
using Primacy.Scraping;

namespace Primacy.Exporter;

/// <summary>
/// Serves <c>/metrics</c>, of all servers or of one <c>target</c>, and <c>/probe</c>, the same of one target at the
/// address where postgres_exporter has it.
/// </summary>
internal static class MetricsEndpoint
{
    /// <summary>How long Prometheus waits.</summary>
    const string PatienceHeader = "X-Prometheus-Scrape-Timeout-Seconds";

    /// <summary>What is left of that for sending the page.</summary>
    static readonly TimeSpan Sending = TimeSpan.FromMilliseconds(500);

    public static void Map(IEndpointRouteBuilder app)
    {
        // Made now and not at the first scrape, so that nothing that is counted before it is missed.
        var page = app.ServiceProvider.GetRequiredService<MetricsPage>();
        var scrapers = app.ServiceProvider.GetRequiredService<Scrapers>();
        var guests = app.ServiceProvider.GetRequiredService<Guests>();
        app.MapGet("/metrics", context => ServeAsync(context, page, scrapers, guests, isTargetNeeded: false));
        app.MapGet("/probe", context => ServeAsync(context, page, scrapers, guests, isTargetNeeded: true));
    }

    static async Task ServeAsync(
        HttpContext context,
        MetricsPage page,
        Scrapers scrapers,
        Guests guests,
        bool isTargetNeeded
    )
    {
        var (query, response) = (context.Request.Query, context.Response);
        var (wanted, patience) = (query["target"].ToString(), Patience(context.Request));
        if (wanted.Length == 0 && isTargetNeeded)
        {
            await RefuseAsync(response, "target is required: /probe?target=HOST:PORT");
            return;
        }
        var admission = wanted.Length == 0 ? null : Admit(wanted, query["auth_module"].ToString(), scrapers, guests);
        if (admission is { Target: null })
        {
            await RefuseAsync(response, $"{Shown(wanted)} {admission.Refusal}", admission.IsCrowded);
            return;
        }
        var target = admission?.Target;
        var scraped =
            (target is null ? null : await guests.ScrapeAsync(target, patience))
            ?? await scrapers.ScrapeAsync(target, patience);
        var format = Negotiation.Choose(context.Request.Headers.Accept);
        response.ContentType = format.ContentType;
        response.Headers.Vary = "Accept";
        await page.WriteAsync(response.BodyWriter, format, scraped, target, context.RequestAborted);
    }

    static Admission Admit(string wanted, string module, Scrapers scrapers, Guests guests)
    {
        var meant = scrapers.Find(wanted);
        return meant.Count > 1
            ? new(null, $"may be any of {string.Join(", ", meant.Select(one => one.FullName))}: ask for one of these")
            : guests.Admit(wanted, meant.Count == 0 ? null : meant[0], module);
    }

    /// <summary>What may hold a password is not said again.</summary>
    static string Shown(string wanted) => wanted.Contains('@') || wanted.Contains('=') ? "what was asked for" : wanted;

    static TimeSpan? Patience(HttpRequest request) =>
        double.TryParse(
            request.Headers[PatienceHeader],
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var seconds
        ) && seconds is > 0 and < 3600
            ? TimeSpan.FromSeconds(Math.Max(seconds - Sending.TotalSeconds, seconds / 2))
            : null;

    static async Task RefuseAsync(HttpResponse response, string words, bool isForNow = false)
    {
        response.StatusCode = isForNow ? StatusCodes.Status429TooManyRequests : StatusCodes.Status400BadRequest;
        response.ContentType = "text/plain; charset=utf-8";
        await response.WriteAsync(words + "\n", response.HttpContext.RequestAborted);
    }
}
