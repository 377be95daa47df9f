using Primacy.Incidents;
using Xunit;
using static Primacy.Muting.MutedIncidents;

namespace Primacy.Muting;

/// <summary>Why somebody was not told: whoever asks why no page came reads it.</summary>
public sealed class TellingsTests
{
    static readonly Mute Silenced = new(MuteKind.Silence, "s1", "anna", "the switch is replaced", Noon.AddHours(1));

    [Fact]
    public void What_ended_while_it_was_held_is_never_told() =>
        Assert.Equal(
            new Telling.Never(2, "it was over before it could be told"),
            Tellings.Decide([Held(IncidentEventKind.Fired), New(IncidentEventKind.Resolved)], false, null)
        );

    [Fact]
    public void Of_what_was_held_and_of_what_is_muted_only_the_newest_is_told_later()
    {
        var news = new Telling.Never(1, "newer news took its place");
        WaitingNews[] two = [Held(IncidentEventKind.Fired), New(IncidentEventKind.Changed)];
        Assert.Equal(news, Tellings.Decide([.. two], false, null));
        Assert.Equal(news, Tellings.Decide([.. two], false, Silenced));
        Assert.Equal(
            new Telling.Later(Noon.AddHours(1), "silenced by anna (s1)"),
            Tellings.Decide([two[1]], false, Silenced)
        );
    }

    static WaitingNews Held(IncidentEventKind kind) => new(Event(kind), IsHeld: true);

    static WaitingNews New(IncidentEventKind kind) => new(Event(kind), IsHeld: false);

    static IncidentEvent Event(IncidentEventKind kind) => new(kind, Noon, Firing(Broken));
}
