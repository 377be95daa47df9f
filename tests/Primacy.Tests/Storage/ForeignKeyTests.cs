using Microsoft.Extensions.Time.Testing;
using Primacy.Incidents;
using Primacy.Storage;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Storage;

/// <summary>Links that another watcher wrote lead to the same incident here.</summary>
public sealed class ForeignKeyTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();
    readonly SqliteJournal _journal;

    public ForeignKeyTests() => _journal = SqliteJournal.Open(_directory.Path, new FakeTimeProvider(Stories.Start));

    public void Dispose()
    {
        _journal.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("eu/orders/multiple-primaries/20260301T030000.000Z", 0)]
    [InlineData("eu/orders/multiple-primaries/20260301T030014.999Z", 0)]
    [InlineData("eu/orders/multiple-primaries/20260301T030015.001Z", 30)]
    [InlineData("eu/orders/multiple-primaries/20260301T025900.000Z", 0)]
    [InlineData("eu/orders/multiple-primaries/20260301T025859.999Z", null)]
    [InlineData("eu/orders/multiple-primaries/20260301T030130.000Z", 30)]
    [InlineData("eu/orders/multiple-primaries/20260301T030130.001Z", null)]
    [InlineData("eu/orders/multiple-primaries/without-lease", 0)]
    [InlineData("eu/orders/no-primary/without-lease", null)]
    [InlineData("eu/orders/no-primary/20260301T030000.000Z", null)]
    [InlineData("orders/multiple-primaries/20260301T030000.000Z", null)]
    [InlineData("eu/orders/multiple-primaries/yesterday", null)]
    [InlineData("multiple-primaries/20260301T030000.000Z", null)]
    [InlineData("", null)]
    public void What_began_nearest_to_it_is_what_is_meant(string key, int? number)
    {
        Append(Stories.Resolved(Stories.Firing("eu/orders", 30)), Stories.Firing("eu/orders", 0));
        Assert.Equal(number, (int?)(_journal.Incident(key)?.Since - Stories.Start)?.TotalSeconds);
        Assert.Equal(_journal.Incident(key)?.Key, _journal.Stories.Facts(key)?.Incident.Key);
    }

    [Fact]
    public void The_story_that_it_leads_to_is_whole()
    {
        var incident = Stories.Firing("eu/orders");
        Append(incident);
        var story = _journal.Stories.Facts("eu/orders/multiple-primaries/20260301T030001.500Z");
        Assert.Equal(incident.Key, story?.Incident.Key);
        Assert.Single(story!.Events);
    }

    void Append(params Incident[] incidents)
    {
        foreach (var incident in incidents)
        {
            EquatableArray<Incident> open = incident.Phase is IncidentPhase.Resolved ? [] : [incident];
            IncidentEvent[] events =
                incident.Phase is IncidentPhase.Resolved ? [Stories.Ended(incident)] : [Stories.Fired(incident)];
            _journal.Append(incident.Cluster, ClusterMemory.Empty, open, events.ToEquatableArray());
        }
    }
}
