using Primacy.Incidents;
using Xunit;
using static Primacy.Muting.MutedIncidents;

namespace Primacy.Muting;

public sealed class SilenceTests
{
    static readonly Incident Incident = Firing(Broken);

    [Theory]
    [InlineData("cluster", "orders", false, true, true)]
    [InlineData("cluster", "stock", false, true, false)]
    [InlineData("cluster", "stock", false, false, true)]
    [InlineData("cluster", "ord.*|stock", true, true, true)]
    [InlineData("cluster", "rder", true, true, false)]
    [InlineData("cluster", "ord.*", true, false, false)]
    [InlineData("cluster", "ord.rs", false, true, false)]
    [InlineData("verdict", "replication-broken", false, true, true)]
    [InlineData("alertname", "ReplicationBroken", false, true, true)]
    [InlineData("severity", "warning", false, true, true)]
    [InlineData("severity", "critical", false, true, false)]
    [InlineData("team", "shop", false, true, true)]
    [InlineData("team", "shop|", true, true, true)]
    [InlineData("nothing", "", false, true, true)]
    [InlineData("nothing", "x", false, true, false)]
    public void A_matcher_compares_one_label_as_a_whole(
        string name,
        string value,
        bool isRegex,
        bool isEqual,
        bool matches
    ) =>
        Assert.Equal(
            matches,
            new Matcher(name, value, isRegex, isEqual).Matches(IncidentLabels.Of(Incident, [new("team", "shop")]))
        );

    [Fact]
    public void Two_primaries_are_critical() =>
        Assert.Equal("critical", IncidentLabels.Of(Firing(ToldSplit.TwoPrimaries)).ValueOf("severity"));

    [Fact]
    public void A_cluster_cannot_rename_itself_by_a_label() =>
        Assert.Equal("orders", IncidentLabels.Of(Incident, [new("cluster", "stock")]).ValueOf("cluster"));

    [Fact]
    public void A_line_break_after_the_value_does_not_match() =>
        Assert.False(new Matcher("cluster", "orders", IsRegex: true).MatchesValue("orders\n"));

    [Fact]
    public void A_silence_covers_what_fits_all_of_its_matchers_and_only_in_its_time()
    {
        var mutes = new Mutes { Silences = [Silence(new("cluster", "orders"), new("severity", "warning"))] };

        Assert.Equal(
            new Mute(MuteKind.Silence, "s1", "anna", "the switch is replaced", Noon.AddHours(1)),
            mutes.Over(Incident)
        );
        Assert.Null(mutes.Over(Incident, Noon.AddTicks(-1)));
        Assert.NotNull(mutes.Over(Incident, Noon.AddHours(1).AddTicks(-1)));
        Assert.Null(mutes.Over(Incident, Noon.AddHours(1)));
        Assert.Null(mutes.Over(Firing(ToldSplit.TwoPrimaries)));
        Assert.Null(mutes.Over(Firing(Broken, "stock")));
    }

    [Fact]
    public void A_silence_without_matchers_covers_nothing() =>
        Assert.False(Silence().Covers(IncidentLabels.Of(Incident)));

    [Fact]
    public void What_is_expired_ends_at_once_and_what_has_not_begun_never_begins()
    {
        var silence = Silence(new Matcher("cluster", "orders"));
        var later = Noon.AddMinutes(10);

        Assert.Equal(silence with { EndsAt = later }, silence.Expired(later));
        Assert.Equal(silence, silence.Expired(Noon.AddHours(2)));
        var unborn = silence.Expired(Noon.AddMinutes(-10));
        Assert.Equal(silence with { StartsAt = Noon.AddMinutes(-10), EndsAt = Noon.AddMinutes(-10) }, unborn);
        Assert.Equal(MutePhase.Expired, unborn.PhaseAt(Noon.AddMinutes(-10)));
        Assert.Null(new Mutes { Silences = [unborn] }.Over(Incident));
    }

    [Fact]
    public void A_good_silence_has_nothing_to_object_to()
    {
        Assert.Empty(Silence(new Matcher("cluster", ".+", IsRegex: true)).Objections(Noon));
        // One of its matchers names a value.
        Assert.Empty(Silence(new("team", ""), new("cluster", "orders")).Objections(Noon));
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_silence_is_said_at_once()
    {
        var wrong = Silence(new("", "x"), new("cluster", "(", true), new("cluster", "(?=x)", true)) with
        {
            Comment = " ",
            EndsAt = Noon.AddHours(-1),
        };

        var objections = wrong.Objections(Noon);
        Assert.Equal(5, objections.Count);
        Assert.StartsWith("'comment' is empty", objections[0], StringComparison.Ordinal);
        Assert.Contains("has no label name", objections[1], StringComparison.Ordinal);
        Assert.Contains("has an expression that is none", objections[2], StringComparison.Ordinal);
        Assert.Contains("not supported", objections[3], StringComparison.Ordinal);
        Assert.Equal("It ends before it begins.", objections[4]);
    }

    [Fact]
    public void A_silence_of_everything_by_accident_is_refused()
    {
        Assert.Contains("at least one", Assert.Single(Silence().Objections(Noon)), StringComparison.Ordinal);
        Assert.Contains(
            "and so everything",
            Assert.Single(Silence(new("team", ""), new("cluster", ".*", true)).Objections(Noon)),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "It has ended already.",
            Assert.Single(Silence(new Matcher("cluster", "a")).Objections(Noon.AddHours(1)))
        );
    }

    [Fact]
    public void A_matcher_is_written_as_everybody_writes_it()
    {
        Assert.Equal("cluster=\"or\\\"d\\\\ers\"", new Matcher("cluster", "or\"d\\ers").ToString());
        Assert.Equal("cluster=~\"a|b\"", new Matcher("cluster", "a|b", true).ToString());
        Assert.Equal("cluster!=\"a\\nb\"", new Matcher("cluster", "a\nb", false, false).ToString());
        Assert.Equal("cluster!~\"a|b\"", new Matcher("cluster", "a|b", true, false).ToString());
        Assert.Equal(new Matcher("a", "b"), new Matcher("a", "b"));
        Assert.NotEqual(new Matcher("a", "b"), new Matcher("a", "b", true));
    }
}
