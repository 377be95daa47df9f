using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Primacy.Configuration.PostgresExporter;
using Primacy.Scraping;
using Primacy.Tests.Configuration;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>How many targets that are not configured there may be, and for how long.</summary>
public sealed class GuestsTests : IAsyncDisposable
{
    static readonly ExporterOptions Open = new()
    {
        AreGuestsAllowed = true,
        AuthModules = [new AuthModule("main", "scraper", "secret", [])],
    };

    readonly FakeTimeProvider _time = new();
    readonly Scrapers _scrapers;
    readonly Guests _guests;

    public GuestsTests()
    {
        _scrapers = new Scrapers(_time, NullLogger<Scrapers>.Instance);
        _guests = new Guests(_scrapers, new TargetReader(Around.Nothing).Read, _time, NullLogger<Guests>.Instance);
        _scrapers.Use(Open, []);
    }

    [Fact]
    public void They_are_bounded_and_who_is_there_stays()
    {
        for (var i = 0; i < Guests.Most; i++)
            Assert.NotNull(Admit(i).Target);

        var refused = Admit(Guests.Most);
        Assert.Null(refused.Target);
        Assert.True(refused.IsCrowded);
        Assert.StartsWith("is not scraped, as 100 targets", refused.Refusal, StringComparison.Ordinal);
        Assert.NotNull(Admit(0).Target);
    }

    [Fact]
    public void Who_is_not_asked_for_makes_room()
    {
        for (var i = 0; i < Guests.Most; i++)
            Admit(i);
        _time.Advance(new ScrapeTimes().Idle / 2);
        Admit(0);
        _time.Advance((new ScrapeTimes().Idle / 2) + TimeSpan.FromSeconds(1));

        for (var i = 1; i < Guests.Most; i++)
            Assert.NotNull(Admit(1000 + i).Target);
        Assert.Null(Admit(2000).Target);
    }

    [Fact]
    public void A_new_configuration_begins_anew()
    {
        for (var i = 0; i < Guests.Most; i++)
            Admit(i);

        _scrapers.Use(Open with { Statements = new StatementChoice { Limit = 7 } }, []);
        Assert.NotNull(Admit(Guests.Most).Target);

        _scrapers.Use(Open with { AreGuestsAllowed = false }, []);
        Assert.Contains("'allowUnconfiguredTargets' is not set", Admit(0).Refusal, StringComparison.Ordinal);

        _scrapers.Use(null, []);
        Assert.Equal("is no target: no 'exporter' is configured", Admit(0).Refusal);
    }

    public async ValueTask DisposeAsync()
    {
        await _guests.DisposeAsync();
        await _scrapers.DisposeAsync();
    }

    Admission Admit(int number) =>
        _guests.Admit(string.Create(CultureInfo.InvariantCulture, $"db{number}:5432"), null, "main");
}
