using Primacy.Analysis;
using Primacy.Topology;
using Xunit;

namespace Primacy.Repair;

/// <summary>Nobody is stopped while one who has a say stands behind him.</summary>
public sealed class PartnersTests
{
    [Fact]
    public void A_standby_that_follows_the_other_one_disagrees() =>
        Assert.Equal(
            [
                "partners-disagree: d follows a, which is not b, the one to keep. | Make d follow b through its manager, "
                    + "or stop it, and ask for a plan again.",
            ],
            new Split().With(Split.Standby("d", "a", 3), Split.Standby("e", "b")).Refusals()
        );

    [Fact]
    public void A_member_that_follows_nobody_disagrees_with_nobody() =>
        Assert.Contains(
            "d stands behind none: it follows none of them.",
            new Split().With(Split.Standby("d", "nobody"), Split.Standby("e", "b")).Case().Votes
        );

    [Fact]
    public void A_person_does_not_outvote_a_standby() =>
        Assert.Equal(
            ["partners-disagree"],
            (
                CasesTests.Undecidable().With(Split.Standby("c", "b"), Split.Standby("d", "a", 3)) with
                {
                    Comparisons = [Split.Forked("a", "b", 0x5000, 2, 0x100)],
                }
            )
                .Refusals("a")
                .Select(refusal => refusal.Split(':')[0])
        );

    [Theory]
    [InlineData("a", Role.Primary, "calls a a primary (it)")]
    [InlineData("elsewhere", Role.Primary, "calls elsewhere a primary (it)")]
    [InlineData("b", Role.Standby, "calls b a standby (it)")]
    public void A_manager_that_says_otherwise_disagrees(string name, Role role, string how) =>
        Assert.Equal(
            [
                $"partners-disagree: Kubernetes (labels) {how}, and b is the one to keep. | Make Kubernetes agree that b "
                    + "is the primary, and ask for a plan again.",
            ],
            (new Split() with { Claims = [Split.Says("Kubernetes", "labels", (name, role, "it"))] }).Refusals()
        );

    [Theory]
    [InlineData("b", Role.Primary)]
    [InlineData("a", Role.Standby)]
    [InlineData("a", null)]
    [InlineData("b", null)]
    public void A_manager_that_agrees_or_knows_nothing_does_not(string name, Role? role) =>
        Assert.IsType<CaseFound.Open>(
            (new Split() with { Claims = [Split.Says("Kubernetes", "labels", (name, role, "it"))] }).Find()
        );

    [Fact]
    public void What_is_old_or_the_losers_own_copy_says_nothing()
    {
        var claim = Split.Says("repmgr", "c", ("a", Role.Primary, "primary, active"));
        Assert.Single((new Split() with { Claims = [claim] }).Refusals());
        Assert.IsType<CaseFound.Open>((new Split() with { Claims = [claim with { Source = "a" }] }).Find());
        Assert.IsType<CaseFound.Open>(
            (new Split() with { Claims = [claim with { At = Split.Noon.AddMinutes(-1) }] }).Find()
        );
    }

    [Fact]
    public void Everybody_who_disagrees_is_named()
    {
        var claims = new[]
        {
            Split.Says("Patroni", "x", ("a", Role.Primary, "leader"), ("b", Role.Standby, "replica")),
            Split.Says("pgpool", "y", ("b", Role.Primary, "up")),
        };
        Assert.Equal(2, (new Split() with { Claims = [.. claims] }).Refusals().Length);
    }
}
