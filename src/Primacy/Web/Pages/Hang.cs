using Primacy.Topology;

namespace Primacy.Web.Pages;

/// <summary>Where an instance hangs in the drawing.</summary>
/// <param name="Member">Who.</param>
/// <param name="From">Whom it follows, or followed; null at the top.</param>
/// <param name="How">streams, doubtful or cut.</param>
/// <param name="Sentence">The same in words; null at the top.</param>
internal sealed record Hang(Member Member, Member? From, string How, string? Sentence)
{
    /// <summary>Whom an instance follows now, is said to follow, or followed when it was seen last.</summary>
    public static Hang Of(ClusterView view, Member member)
    {
        if (member.State is { Role: Role.Primary })
            return Top(view, member);
        if (view.Replication.UpstreamOf(member) is { } upstream && upstream.Id != member.Id)
            return new Hang(
                member,
                upstream,
                "streams",
                $"{Texts.Name(member.Id.Name)} streams from {Texts.Name(upstream.Id.Name)}."
            );
        if (member.State is null && !view.IsDown(member) && view.Replication.VoucherFor(member) is { } voucher)
        {
            return new Hang(
                member,
                voucher,
                "doubtful",
                $"{Texts.Name(member.Id.Name)} gives no answer, but {Texts.Name(voucher.Id.Name)} sees it streaming."
            );
        }
        return member.Remembered?.Role is Role.Primary ? Top(view, member) : Former(view, member);
    }

    /// <summary>A primary follows nobody; a promoted one followed somebody, and that is where the two parted.</summary>
    static Hang Top(ClusterView view, Member member) =>
        Followed(view, member) is { } former && IsOrWasPrimary(view, former)
            ? new Hang(
                member,
                former,
                "parted",
                $"{Texts.Name(member.Id.Name)} followed {Texts.Name(former.Id.Name)} until it was promoted."
            )
            : new Hang(member, null, "", null);

    static Hang Former(ClusterView view, Member member) =>
        Followed(view, member) is { } former
            ? new Hang(
                member,
                former,
                "cut",
                $"{Texts.Name(member.Id.Name)} followed {Texts.Name(former.Id.Name)} and is not seen to do so any more."
            )
            : new Hang(member, null, "", null);

    static Member? Followed(ClusterView view, Member member) =>
        member.Remembered?.Followed is { } id && id != member.Id ? view[id] : null;

    static bool IsOrWasPrimary(ClusterView view, Member member) =>
        member.State is { Role: Role.Primary } || (member.State is null && view.WasPrimary(member));
}
