using System.Globalization;
using Primacy.Probing;

namespace Primacy.Scraping;

/// <summary>
/// Servers that are scraped because somebody names them and not because they are configured, or under other credentials
/// than are configured. They are few, and forgotten when nobody asks for them.
/// </summary>
internal sealed class Guests(Scrapers scrapers, ReadTarget read, TimeProvider time, ILogger<Guests> logger)
    : IAsyncDisposable
{
    public const int Most = 100;

    readonly Lock _gate = new();
    readonly Dictionary<ScrapeTarget, Guest> _guests = [];
    readonly List<Task> _leaving = [];
    ScrapePlan? _plan;

    /// <summary>Whether, and as what, somebody may have a target scraped.</summary>
    /// <param name="wanted">As it was asked for.</param>
    /// <param name="configured">The configured server that is meant; null for none.</param>
    /// <param name="module">Whose credentials are to be used; empty for none in particular.</param>
    public Admission Admit(string wanted, ScrapeTarget? configured, string module)
    {
        if (scrapers.Plan is not { Options: var options } plan)
            return No("no 'exporter' is configured");
        // Where none are configured, what a scrape configuration says of them from earlier days means nothing.
        var isNamed = module.Length > 0 && options.AuthModules.Count > 0;
        var known = isNamed ? options.AuthModules.FirstOrDefault(one => one.Name == module) : null;
        if (isNamed && known is null)
            return No($"auth_module {module} is not among the 'authModules' that are configured");
        if (configured is { } && known is null)
            return new(configured);
        if (configured is null && !options.AreGuestsAllowed)
            return No("it is not a server of a configured cluster, and 'allowUnconfiguredTargets' is not set");
        var (settings, objection) = read(wanted, configured?.Connection, known);
        if (settings is null)
            return No(objection!);
        var target = configured is { }
            ? configured with
            {
                Connection = settings,
            }
            : new ScrapeTarget("", Address(settings), settings.Host, settings);
        return Take(target, plan);
    }

    /// <summary>What it says now; null where it is no guest, or has just ceased to be one.</summary>
    public async Task<ScrapeResult?> ScrapeAsync(ScrapeTarget target, TimeSpan? patience)
    {
        Scraper scraper;
        ScrapePlan plan;
        lock (_gate)
        {
            if (_plan is null || !_guests.TryGetValue(target, out var guest))
                return null;
            (scraper, plan) = (guest.Scraper, _plan);
        }
        return new ScrapeResult(plan, [await scraper.ScrapeAsync(patience ?? plan.Options.Times.Scrape)]);
    }

    public async ValueTask DisposeAsync()
    {
        Task[] leaving;
        lock (_gate)
        {
            Leave(_guests.Keys.ToArray());
            leaving = [.. _leaving];
        }
        await Task.WhenAll(leaving);
    }

    Admission Take(ScrapeTarget target, ScrapePlan plan)
    {
        lock (_gate)
        {
            // What is scraped has changed since they came.
            if (_plan != plan)
                Leave(_guests.Keys.ToArray());
            _plan = plan;
            var idle = plan.Options.Times.Idle;
            Leave([.. _guests.Where(one => time.GetElapsedTime(one.Value.AskedAt) > idle).Select(one => one.Key)]);
            if (!_guests.TryGetValue(target, out var guest) && _guests.Count >= Most)
                return new(
                    null,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"is not scraped, as {Most} targets that are not configured are already: "
                            + $"one is forgotten {idle.TotalMinutes:0.#} minutes after it was last asked for"
                    ),
                    IsCrowded: true
                );
            var scraper = guest?.Scraper ?? new Scraper(target, plan, scrapers.Connecting, logger, time);
            _guests[target] = new Guest(scraper, time.GetTimestamp());
            return new(target);
        }
    }

    void Leave(ScrapeTarget[] targets)
    {
        _leaving.RemoveAll(one => one.IsCompletedSuccessfully);
        foreach (var target in targets)
        {
            if (_guests.Remove(target, out var guest))
                _leaving.Add(guest.Scraper.DisposeAsync().AsTask());
        }
    }

    static Admission No(string why) => new(null, $"is no target: {why}");

    static string Address(ConnectionSettings settings) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(settings.Host.Contains(':') ? $"[{settings.Host}]" : settings.Host)}:{settings.Port}"
        );

    sealed record Guest(Scraper Scraper, long AskedAt);
}
