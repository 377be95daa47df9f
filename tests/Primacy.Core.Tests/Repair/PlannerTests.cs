using Primacy.Analysis;
using Xunit;

namespace Primacy.Repair;

/// <summary>What a plan says, to the letter: people approve it.</summary>
public sealed class PlannerTests
{
    static readonly Offer.Possible Records = new("Records the WAL of a.", "a still has its WAL.");
    static readonly FenceMeans Sql = new("sql", FenceEffect.BlocksWrites, new Offer.Possible("Blocks a.", ""));
    static readonly FenceMeans Pod = new(
        "pod",
        FenceEffect.EndsServer,
        new Offer.Possible("Deletes a.", "Its UID is 1.")
    );

    const string Unchanged = "a is the primary on timeline 3 that was started at 2026-01-01 11:00:00.000000 UTC.";

    [Fact]
    public void The_steps_are_in_the_order_that_limits_harm()
    {
        var plan = Plan(new Split().Case(), Records, Sql, Pod);
        Assert.Equal(
            [
                $"keep-branch |  | {Unchanged} a still has its WAL. | Records the WAL of a. | What a wrote since the fork "
                    + "at 0/5000 is durable here, and goes on being recorded.",
                $"fence | sql | {Unchanged} b takes writes, and nobody stands behind another one. | Blocks a. | A write on "
                    + "a fails, and no transaction is given a number any more.",
                $"fence | pod | {Unchanged} b takes writes, and nobody stands behind another one. Its UID is 1. | Deletes "
                    + "a. | a has ended. What starts it again decides what it comes back as.",
                "complete-branch |  | a was seen to be stopped. | Waits until all that a wrote is recorded. | The "
                    + "recording is complete.",
                "verify |  | The recording is complete. | Looks until b is the only primary and a streams from it. | b is "
                    + "the only primary, and a streams from it.",
            ],
            plan.Steps.Select(s => $"{s.Slug} | {s.Means} | {s.Precondition} | {s.Action} | {s.Effect}")
        );
        Assert.Equal([Records, Sql.Offer, Pod.Offer, null, null], plan.Steps.Select(step => (Offer?)step.Offer));
        Assert.Equal(
            [StepKind.KeepBranch, StepKind.Fence, StepKind.Fence, StepKind.CompleteBranch, StepKind.Verify],
            plan.Steps.Select(step => step.Kind)
        );
    }

    [Fact]
    public void The_basis_holds_all_that_an_approval_holds_for()
    {
        var plan = Plan(new Split().Case(), Records, Pod);
        Assert.Equal(
            [
                "incident orders/multiple-primaries/0",
                "keep b at b:5432, system 7501, timeline 4, started at 2026-01-01 11:00:00.000000 UTC",
                "stop a at a:5432, system 7501, timeline 3, started at 2026-01-01 11:00:00.000000 UTC",
                "fork 0/5000",
                "decided by the evidence",
                "lost with it: no transaction of a client",
                .. plan.Steps.Select(
                    (s, i) => $"step {i + 1} {s.Slug} {s.Means}: {s.Precondition} {s.Action} {s.Effect}"
                ),
            ],
            plan.Basis
        );
    }

    [Fact]
    public void How_much_has_been_written_is_no_part_of_the_basis()
    {
        var (few, many) = (Written(1, 0x100), Written(2, 0x200));
        Assert.Equal(Plan(few, Records, Pod).Basis, Plan(many, Records, Pod).Basis);
        Assert.Contains("lost with it: transactions of clients", Plan(few, Records, Pod).Basis);
        var unknown = few with { Lost = few.Lost with { ClientCommits = null } };
        Assert.Contains("lost with it: not counted", Plan(unknown, Records, Pod).Basis);
    }

    [Fact]
    public void What_a_person_decides_to_lose_stands_out()
    {
        var chosen = Plan(CasesTests.Undecidable().Case("b"), Records, Pod);
        Assert.Equal(
            [
                "YOU DECIDE WHAT IS LOST: the evidence does not prove that a may go.",
                "a has 256 bytes of WAL past the fork, 2 client transactions among 2, 2 clients. None of that is in b.",
                "It is recorded before anything is stopped, and nothing puts it back by itself.",
            ],
            chosen.Loss
        );
        Assert.Contains("decided by a person", chosen.Basis);
        Assert.Equal(
            [
                "See what a comes back as. Primacy only looks whether it streams from b.",
                "Read what only a has from the recording, and carry over what is needed.",
            ],
            chosen.Remains
        );
    }

    [Fact]
    public void By_the_evidence_what_is_lost_is_told_without_an_alarm() =>
        Assert.Equal(
            "a has 256 bytes of WAL past the fork, 1 client transaction among 1, 2 clients. None of that is in b.",
            Plan(Written(1, 0x100), Records, Pod).Loss[0]
        );

    [Fact]
    public void Where_nothing_is_lost_nothing_has_to_be_carried_over()
    {
        var plan = Plan(new Split().Case(), Records, Sql);
        Assert.Equal(["Nothing that a client wrote is lost with a."], plan.Loss);
        Assert.Equal(
            ["Stop a, and make it a standby of b through its manager, by pg_rewind or a new copy."],
            plan.Remains
        );
    }

    [Fact]
    public void The_other_primaries_take_a_plan_each()
    {
        var plan = Plan(new Split().Case() with { Others = [CasesTests.Target("d", 3)] }, Records, Pod);
        Assert.Equal("d is a primary too: ask for a plan again for it.", plan.Remains[^1]);
        Assert.Equal("a streams from b; the other primaries take a plan each.", plan.Steps[^1].Effect);
        Assert.Contains(
            "beside d at d:5432, system 7501, timeline 3, started at 2026-01-01 11:00:00.000000 UTC",
            plan.Basis
        );
    }

    [Fact]
    public void A_server_is_ended_once()
    {
        var hook = new FenceMeans("hook", FenceEffect.EndsServer, new Offer.Possible("Turns the power off.", ""));
        var block = new FenceMeans("late", FenceEffect.BlocksWrites, new Offer.Possible("Blocks.", ""));
        var plan = Plan(new Split().Case(), Records, Pod, hook, block);
        Assert.Equal(["pod", "late"], plan.Steps.Where(s => s.Kind is StepKind.Fence).Select(s => s.Means));
    }

    [Fact]
    public void A_fence_that_cannot_be_used_is_left_out()
    {
        var no = Sql with { Offer = new Offer.Impossible("No right.", "Grant it.") };
        var plan = Plan(new Split().Case(), Records, no, Pod);
        Assert.Equal(["pod"], plan.Steps.Where(s => s.Kind is StepKind.Fence).Select(s => s.Means));
    }

    [Fact]
    public void Without_a_fence_each_says_why()
    {
        var no = new FenceMeans("sql", FenceEffect.BlocksWrites, new Offer.Impossible("No right.", "Grant it."));
        var neither = new FenceMeans("pod", FenceEffect.EndsServer, new Offer.Impossible("No pod.", "Find it."));
        var silent = new FenceMeans("hook", FenceEffect.EndsServer, Offer.None);
        Assert.Equal(
            [
                "no-fence: There is no way to stop a from here. sql: No right. pod: No pod. sql: No right. | Grant it. Find it.",
            ],
            Refused(Records, no, silent, neither, no)
        );
        Assert.Equal(
            ["no-fence: There is no way to stop a from here. | Stop it by what your operators have for that."],
            Refused(Records, silent)
        );
    }

    [Fact]
    public void A_branch_that_cannot_be_kept_is_not_given_up()
    {
        Assert.Equal(
            ["branch-not-kept: What a wrote cannot be kept: The WAL is gone. | Raise wal_keep_size."],
            Refused(new Offer.Impossible("The WAL is gone.", "Raise wal_keep_size."), Pod)
        );
        Assert.Equal(
            [
                "branch-not-kept: Nothing here can keep what a wrote. | Save its data directory yourself before you stop it.",
                "no-fence: There is no way to stop a from here. | Stop it by what your operators have for that.",
            ],
            Refused(Offer.None)
        );
    }

    [Fact]
    public void Every_reason_has_a_word_and_no_two_the_same() =>
        Assert.Equal(
            "nothing-to-mend unreachable undecidable not-a-primary against-the-evidence partners-disagree no-majority "
                + "last-primary fork-unknown branch-not-kept no-fence",
            string.Join(' ', Enum.GetValues<RefusalCode>().Select(code => new Refusal(code, "", "").Slug))
        );

    internal static Plan Plan(RepairCase known, Offer branch, params FenceMeans[] fences) =>
        ((Proposal.Ready)Planner.Plan(known, new Means(branch, [.. fences]))).Plan;

    internal static Plan Plan(RepairCase known) => Plan(known, Records, Pod);

    static string[] Refused(Offer branch, params FenceMeans[] fences) =>
        Split.Words(((Proposal.Refused)Planner.Plan(new Split().Case(), new Means(branch, [.. fences]))).Why);

    static RepairCase Written(long commits, ulong bytes) =>
        (
            new Split().With(Split.Primary("a", 3, 0x5000 + bytes)) with
            {
                Comparisons = [Split.Forked("a", "b", 0x5000, commits, bytes)],
            }
        ).Case();
}
