using Primacy.Topology;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>What managers claim beside what is true.</summary>
internal sealed record ClaimTable(IReadOnlyList<ClaimGroup> Groups)
{
    const int GroupsMax = 6;
    const int RowsMax = 12;
    const int WordsMax = 60;

    public static ClaimTable Of(ClusterView view) =>
        new([.. view.Testimony.Claims.Take(GroupsMax).Select(claim => GroupOf(view, claim))]);

    static ClaimGroup GroupOf(ClusterView view, Claim claim) =>
        new(
            Texts.Cut(claim.Who, Texts.NameMax),
            StandingOf(view, claim),
            [.. claim.Members.Take(RowsMax).Select(claimed => RowOf(view, claim, claimed))]
        );

    static string StandingOf(ClusterView view, Claim claim) =>
        claim switch
        {
            { Fault: { } fault } => $"no word: it {Texts.Cut(fault, Texts.SentenceMax)}",
            _ when !claim.IsFresh(view.At) => "its word is old and says nothing of now",
            { HasQuorum: true } => "its word rests on a quorum",
            { IsPaused: true } => "paused: it leaves the servers alone",
            _ => "its word rests on no quorum",
        };

    static ClaimRow RowOf(ClusterView view, Claim claim, ClaimedMember claimed)
    {
        var member = view.Find(claimed);
        var real = member switch
        {
            null => "no declared member has this name or address",
            { State: { } state } => state.Role.Word,
            _ => member.WhyNoAnswer,
        };
        var tone = (claimed.Role, member?.State?.Role) switch
        {
            _ when !claim.IsFresh(view.At) => "unknown",
            ({ } says, { } tells) => says == tells ? "agrees" : "contradicts",
            _ => "unknown",
        };
        return new ClaimRow(
            Texts.Name(
                member is null || member.Id.Name == claimed.Name ? claimed.Name : $"{claimed.Name} ({member.Id})"
            ),
            Texts.Cut(claimed.State.Length > 0 ? claimed.State : claimed.Role?.Word ?? "nothing", WordsMax),
            Texts.Cut(real, WordsMax),
            tone
        );
    }
}
