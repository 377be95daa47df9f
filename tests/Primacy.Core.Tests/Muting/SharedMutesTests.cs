using Primacy.Incidents;
using Xunit;
using static Primacy.Muting.MutedIncidents;

namespace Primacy.Muting;

/// <summary>What a watcher takes of what people muted at another one.</summary>
public sealed class SharedMutesTests
{
    [Fact]
    public void What_was_ended_stays_ended_though_others_know_it_as_it_was()
    {
        var before = new Mutes
        {
            Silences = [Silence(new Matcher("cluster", "orders"))],
            Acknowledgements = [Acknowledged(Broken)],
            Windows = [Window()],
        };
        var soon = Noon.AddMinutes(1);
        var after = new Mutes
        {
            Silences = [before.Silences[0].Expired(soon)],
            Acknowledgements = [before.Acknowledgements[0] with { Until = soon }],
            Windows = [before.Windows[0].Ended(soon)],
        };
        Assert.Equal(after, Heard(before, after));
        Assert.Equal(after, Heard(after, before));
        Assert.Equal(Mutes.None, after.Beyond(after));
        var again = new Mutes { Acknowledgements = [before.Acknowledgements[0] with { At = soon.AddMinutes(1) }] };
        var ended = new Mutes { Acknowledgements = after.Acknowledgements };
        Assert.Equal(again, Heard(ended, again));
        Assert.Equal(again, Heard(again, ended));
    }

    [Fact]
    public void What_the_configuration_repeats_is_not_told_and_not_taken()
    {
        var nightly = new RecurringMaintenance("orders", [], new TimeOnly(2, 0), TimeSpan.FromHours(1), "backup");
        var mine = new Mutes { Recurring = [nightly] };
        Assert.Equal(Mutes.None, mine.Beyond(Mutes.None));
        Assert.Equal(mine, mine.With(new Mutes { Recurring = [nightly, nightly] }));
    }

    [Fact]
    public void What_is_known_under_another_key_elsewhere_is_the_same_incident()
    {
        var known = Acknowledged(Broken);
        var there = Firing(Broken) with { Key = "orders/replication-broken/2" };
        Assert.True(known.IsOf(there));
        Assert.True(known.IsOf(Firing(Broken) with { Since = Noon.AddHours(1) }));
        Assert.False(known.IsOf(there with { Since = Noon.AddTicks(1) }));
        Assert.False(known.IsOf(there with { Cluster = "stock" }));
        Assert.False(known.IsOf(Firing(ToldSplit.TwoPrimaries)));
    }

    static Mutes Heard(Mutes mine, Mutes others) => mine.With(others.Beyond(mine));
}
