using Primacy.Analysis;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Web.Pages;

/// <summary>What is written into each box of the drawing.</summary>
internal static class TopologyNodes
{
    const int DetailMax = 23;

    public static TopologyNode Of(ClusterSnapshot snapshot, Member member, int x, int y)
    {
        var (role, tone) = RoleOf(snapshot, member);
        return new TopologyNode
        {
            FullName = Texts.Name(member.Id.Name),
            Role = role,
            Tone = tone,
            Detail = Texts.Cut(DetailOf(member), DetailMax),
            X = x,
            Y = y,
        };
    }

    static (string Role, string Tone) RoleOf(ClusterSnapshot snapshot, Member member)
    {
        var view = snapshot.View;
        var isClaimant = snapshot.Assessment.Headline.Primaries.Any(id => id == member.Id);
        return (member.State, snapshot.Assessment.Headline.Survivor) switch
        {
            (null, _) when view.IsDown(member) => ("down", "silent"),
            (null, _) when view.WasPrimary(member) => ("no answer, was primary", "lost"),
            (null, _) => ("no answer", "silent"),
            _ when view.Foreigners.Any(foreigner => foreigner.Id == member.Id) => ("of another system", "foreign"),
            ({ Role: Role.Primary }, Survivor.Keep keep) when keep.Instance == member.Id => ("primary, keep", "keep"),
            ({ Role: Role.Primary }, Survivor.Keep) when isClaimant => ("primary, should go", "goes"),
            ({ Role: Role.Primary }, Survivor.Undecidable) => ("primary, keep?", "goes"),
            ({ Role: Role.Primary }, _) => ("primary", "primary"),
            _ when member.State.Upstream is { IsStreaming: true } => ("standby", "standby"),
            _ => ("standby, not streaming", "idle"),
        };
    }

    /// <summary>Positions are told in the table: they move at each look.</summary>
    static string DetailOf(Member member) =>
        member.State switch
        {
            { Clients: { } clients } state => $"{Wording.Of(state.Timeline)}, {Wording.Clients(clients)}",
            { } state => Wording.Of(state.Timeline),
            null => member.Newest?.Failure?.Sentence ?? "not asked yet",
        };
}
