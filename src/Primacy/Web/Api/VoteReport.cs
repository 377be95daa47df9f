using Primacy.Analysis;

namespace Primacy.Web.Api;

/// <summary>What a member or a manager says in the question which primary to keep.</summary>
/// <param name="Voter">The member, or the manager and where it was asked.</param>
/// <param name="For">The primary it stands behind; null when it stands behind none.</param>
/// <param name="Why">The reason, as the end of a sentence that begins with the voter.</param>
/// <param name="Weight">hint, member or quorum.</param>
internal sealed record VoteReport(string Voter, string? For, string Why, string Weight)
{
    public static VoteReport From(Vote vote) => new(vote.Voter, vote.For?.Name, vote.Why, vote.Weight.Word);
}
