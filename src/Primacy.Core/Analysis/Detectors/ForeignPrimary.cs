using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>A primary with another system identifier answers at a member's address.</summary>
public sealed class ForeignPrimary : IDetector
{
    /// <summary>What initdb leaves behind ends below this position, three segments into the WAL.</summary>
    const ulong FreshLsnMax = 3 * 16 * 1024 * 1024;

    public VerdictCode Code => VerdictCode.ForeignPrimary;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        var foreigners = Foreigners(view);
        if (foreigners.Length > 0)
            return new Detection.Present(Describe(view, foreigners));
        var gone = view.Unseen.Where(m => view.System is { } own && m.Remembered is { } r && r.System != own).ToArray();
        return gone.Length > 0
            ? new Detection.Undetermined($"{Wording.List(gone.Select(m => m.Id))} cannot be seen")
            : Detection.NotThere;
    }

    /// <summary>Where nothing tells which system is the cluster's, each primary is foreign to the others.</summary>
    static Member[] Foreigners(ClusterView view)
    {
        if (view.System is not null)
            return [.. view.Foreigners.Where(m => m.State is { Role: Role.Primary })];
        var systems = view.Members.Select(m => m.State?.System).OfType<SystemIdentifier>().Distinct().Count();
        return systems > 1 ? [.. view.Primaries] : [];
    }

    Verdict Describe(ClusterView view, Member[] foreigners)
    {
        var names = foreigners.Select(m => m.Id).ToEquatableArray();
        var primaries = view.Members.Where(m => m.State is { Role: Role.Primary }).Select(m => m.Id);
        return new Verdict
        {
            Code = Code,
            SubKind = foreigners.Any(IsFresh) ? SubKind.Empty : null,
            Summary = view.System is { } own
                ? $"{Wording.List(names)} {(names.Count == 1 ? "answers as the primary" : "answer as primaries")} of another "
                    + $"database system than this cluster's ({own}): clients sent there write into the wrong database."
                : $"{Wording.List(names)} belong to different database systems, and it cannot be told which is the cluster's.",
            Primaries = primaries.ToEquatableArray(),
            Subjects = names,
            EvidenceIfAsked = () =>
                [
                    .. foreigners.Select(Identity),
                    .. view.Primaries.Except(foreigners).Select(m => Analysis.Describe.Primary(view, m)),
                    .. view.Unseen.Select(Analysis.Describe.Unanswered),
                ],
        };
    }

    static bool IsFresh(Member member) =>
        member.State is { Timeline: { Value: 1 } } state && state.Lsn.Value < FreshLsnMax;

    static Evidence Identity(Member member)
    {
        var state = member.State!;
        var fresh = IsFresh(member) ? "; it looks freshly initialised, as after the loss of its volume" : "";
        return new(
            member.Id,
            $"{member.Id} has system identifier {state.System}, {Wording.Of(state.Timeline)} at {state.Lsn}, "
                + $"started {state.StartedAt:yyyy-MM-dd HH:mm:ss} UTC; {Wording.Clients(state.Clients)}{fresh}."
        );
    }
}
