using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy.Repair;

/// <summary>Finds what a look shows to be mended, or every reason why nothing may be.</summary>
public static class Cases
{
    /// <summary>A late answer stands until the next one; an act needs one of this very look.</summary>
    static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(5);

    /// <param name="view">The newest look.</param>
    /// <param name="assessment">What it means.</param>
    /// <param name="incidents">Those that are open.</param>
    /// <param name="keep">Whom a person would keep; null when it is left to the evidence.</param>
    public static CaseFound Find(
        ClusterView view,
        Assessment assessment,
        EquatableArray<Incident> incidents,
        string? keep = null
    )
    {
        if (assessment.Of(VerdictCode.MultiplePrimaries) is not Detection.Present { Verdict: var split })
            return Refused(NoSplit(view, assessment));
        if (!incidents.Any(i => i is { Code: VerdictCode.MultiplePrimaries, Phase: IncidentPhase.Firing }))
        {
            return Refused(
                new Refusal(
                    RefusalCode.NothingToMend,
                    $"That {view.Cluster} has two primaries is not confirmed yet.",
                    "Ask again in a moment."
                )
            );
        }
        return Decisions.Of(view, split, keep) switch
        {
            (null, { } refusal) => Refused(refusal),
            ({ } decision, _) => Find(view, split, incidents, decision),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static CaseFound Find(ClusterView view, Verdict split, EquatableArray<Incident> incidents, Decision decision)
    {
        var kept = view[decision.Keep]!;
        Member[] losers = [.. split.Primaries.Where(name => name != kept.Id).Select(name => view[name]!)];
        var loser = losers[0];
        var pair = split.Divergences.FirstOrDefault(d => IsOf(d, kept.Id, loser.Id));
        var objections = Objections(view, split, decision).ToEquatableArray();
        if (
            Target(view, kept) is not { } keep
            || Target(view, loser) is not { } target
            || pair is not { IsExact: true, Fork: { } fork }
        )
            return Refused([.. objections, ForkUnknown(kept, loser)]);
        if (objections.Count > 0)
            return Refused(objections);
        return new CaseFound.Open(
            new RepairCase
            {
                Incident = incidents.First(i => i.Code is VerdictCode.MultiplePrimaries).Key,
                Keep = keep,
                Loser = target,
                Others = [.. losers.Skip(1).Select(other => Target(view, other)).OfType<RepairTarget>()],
                Fork = fork,
                Decision = decision.Why,
                IsByPerson = decision.IsByPerson,
                Votes = [.. split.Split!.Votes.Select(Sentence)],
                Lost = split.Split.Sides.First(side => side.Instance == loser.Id),
            }
        );
    }

    /// <summary>What speaks against stopping the others in this very look, whoever decided.</summary>
    static IEnumerable<Refusal> Objections(ClusterView view, Verdict split, Decision decision)
    {
        var kept = view[decision.Keep]!;
        var loser = view[split.Primaries.First(name => name != kept.Id)]!;
        if (!IsSeenNow(view, kept) || kept.State!.IsReadOnly)
            yield return LastPrimary(kept, loser);
        if (!IsSeenNow(view, loser))
        {
            yield return new Refusal(
                RefusalCode.Unreachable,
                $"{loser.Id} has not answered for a few seconds: who cannot be seen cannot be stopped by us.",
                "Stop it by what your operators have for that, power included, and ask again."
            );
        }
        foreach (var refusal in Partners.Objections(view, split, kept, loser))
            yield return refusal;
        if (decision.IsByPerson)
            yield break;
        var behind = split.Split!.Votes.Count(v => v.Weight is VoteWeight.Member && v.For == kept.Id);
        if (behind * 2 <= view.Members.Count)
        {
            yield return new Refusal(
                RefusalCode.NoMajority,
                $"{behind} of {view.Members.Count} declared members are seen to stand behind {kept.Id}, which is no majority.",
                $"Bring the others back, or decide yourself that {kept.Id} is right: --keep {kept.Id}."
            );
        }
    }

    /// <summary>Whether its newest answer is of this look; by a clock that was set nothing is.</summary>
    static bool IsSeenNow(ClusterView view, Member member) =>
        member.Newest is { } newest && (view.At - newest.At).Duration() <= AgeMax;

    static RepairTarget? Target(ClusterView view, Member member) =>
        member.State is { Timeline: { } timeline } state
            ? new(
                view.Cluster,
                member.Id,
                member.Instance.Host,
                member.Instance.Port,
                state.System,
                timeline,
                state.StartedAt
            )
            : null;

    static bool IsOf(Divergence pair, InstanceId one, InstanceId other) =>
        (pair.Older == one && pair.Newer == other) || (pair.Older == other && pair.Newer == one);

    static string Sentence(Vote vote) =>
        vote.For is { } primary
            ? $"{vote.Voter} stands behind {primary}: it {vote.Why}."
            : $"{vote.Voter} stands behind none: it {vote.Why}.";

    static Refusal NoSplit(ClusterView view, Assessment assessment)
    {
        if (assessment.Of(VerdictCode.MultiplePrimaries) is Detection.Undetermined { Why: var why })
        {
            return new(
                RefusalCode.Unreachable,
                $"Whether {view.Cluster} has two primaries cannot be told: {why}. Who cannot be seen cannot be stopped by us.",
                "Stop it by what your operators have for that, power included, or make it visible again."
            );
        }
        return new(
            RefusalCode.NothingToMend,
            $"{view.Cluster} has no split that a plan could end: {assessment.Headline.Summary}",
            "There is nothing to do here. Only multiple-primaries is mended by a plan."
        );
    }

    static Refusal LastPrimary(Member kept, Member loser) =>
        new(
            RefusalCode.LastPrimary,
            kept.State!.IsReadOnly
                ? $"{kept.Id} is read-only by default: without {loser.Id} nobody would take writes."
                : $"{kept.Id} has not answered for a few seconds: {loser.Id} may be the last primary.",
            kept.State.IsReadOnly
                ? $"Set default_transaction_read_only to off on {kept.Id}, and ask again."
                : $"See to it that {kept.Id} answers, and ask again."
        );

    static Refusal ForkUnknown(Member kept, Member loser) =>
        new(
            RefusalCode.ForkUnknown,
            $"Where {kept.Id} and {loser.Id} parted is not known exactly, so that what {loser.Id} wrote since cannot be kept.",
            "Give Primacy a role with REPLICATION and a line for replication in pg_hba.conf, so that it can read WAL."
        );

    static CaseFound.Refused Refused(params EquatableArray<Refusal> why) => new(why);
}
