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
        app.MapGet("/metrics", context => ServeAsync(context, page, scrapers, isTargetNeeded: false));
        app.MapGet("/probe", context => ServeAsync(context, page, scrapers, isTargetNeeded: true));
    }

    static async Task ServeAsync(HttpContext context, MetricsPage page, Scrapers scrapers, bool isTargetNeeded)
    {
        var (wanted, response) = (context.Request.Query["target"].ToString(), context.Response);
        if (wanted.Length == 0 && isTargetNeeded)
        {
            await RefuseAsync(response, "target is required: /probe?target=HOST:PORT");
            return;
        }
        var meant = wanted.Length == 0 ? [] : scrapers.Find(wanted);
        if (wanted.Length > 0 && meant.Count != 1)
        {
            await RefuseAsync(response, WhyNot(wanted, meant));
            return;
        }
        var target = meant.Count == 0 ? null : meant[0];
        var scraped = await scrapers.ScrapeAsync(target, Patience(context.Request));
        var format = Negotiation.Choose(context.Request.Headers.Accept);
        response.ContentType = format.ContentType;
        response.Headers.Vary = "Accept";
        await page.WriteAsync(response.BodyWriter, format, scraped, target, context.RequestAborted);
    }

    static string WhyNot(string wanted, IReadOnlyList<ScrapeTarget> meant) =>
        meant.Count == 0
            ? $"{wanted} is no target: it is not a server of a configured cluster, or no 'exporter' is configured"
            : $"{wanted} may be any of {string.Join(", ", meant.Select(one => one.FullName))}: ask for one of these";

    static TimeSpan? Patience(HttpRequest request) =>
        double.TryParse(
            request.Headers[PatienceHeader],
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var seconds
        ) && seconds is > 0 and < 3600
            ? TimeSpan.FromSeconds(Math.Max(seconds - Sending.TotalSeconds, seconds / 2))
            : null;

    static async Task RefuseAsync(HttpResponse response, string words)
    {
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.ContentType = "text/plain; charset=utf-8";
        await response.WriteAsync(words + "\n", response.HttpContext.RequestAborted);
    }
}
