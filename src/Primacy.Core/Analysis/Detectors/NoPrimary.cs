using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>No member accepts writes.</summary>
public sealed class NoPrimary : IDetector
{
    public VerdictCode Code => VerdictCode.NoPrimary;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (view.Primaries is { Count: > 0 } primaries)
            return primaries.All(m => m.State!.IsReadOnly) ? ReadOnly(view, primaries) : Detection.NotThere;
        if (view.Members.All(view.IsUnseen))
            return new Detection.Undetermined("no member can be seen");
        if (view.Unseen.Count > 0 && !IsLostToItsStandbys(view))
            return new Detection.Undetermined($"{Wording.List(view.Unseen.Select(m => m.Id))} cannot be seen");
        var unseen =
            view.Unseen.Count > 0
                ? $"; {Wording.List(view.Unseen.Select(m => m.Id))} cannot be seen and nobody streams from it"
                : "";
        return Present(view, $"No member is seen that accepts writes{unseen}.", []);
    }

    Detection.Present ReadOnly(ClusterView view, IReadOnlyList<Member> primaries) =>
        Present(
            view,
            $"{Wording.List(primaries.Select(m => m.Id))} "
                + (primaries.Count == 1 ? "is a primary but refuses" : "are primaries but refuse")
                + " writes: default_transaction_read_only is on.",
            [.. primaries.Select(m => m.Id)]
        );

    Detection.Present Present(ClusterView view, string summary, EquatableArray<InstanceId> primaries) =>
        new(
            new Verdict
            {
                Code = Code,
                Summary = summary,
                Primaries = primaries,
                Subjects = primaries,
                EvidenceIfAsked = () =>
                    [
                        .. view.Primaries.Select(m => Describe.Primary(view, m)),
                        .. view.Members.Where(m => m.State is null).Select(Describe.Unanswered),
                        .. view.Standbys.Select(m => Standby(view, m)),
                    ],
            }
        );

    /// <summary>
    /// We and the standbys agree: the last known primary is the only one unseen, and no standby hears from it. Its host
    /// may be up, but it serves nobody whom we know.
    /// </summary>
    internal static bool IsLostToItsStandbys(ClusterView view) =>
        view.Unseen.All(view.WasPrimary)
        && view.Standbys.Any()
        && view.Standbys.All(m =>
            m.State is { Upstream: null, IsReplicationHidden: false } or { Upstream.IsStreaming: false }
            || (view.Replication.UpstreamOf(m) is { } upstream && !view.IsUnseen(upstream))
        );

    static Evidence Standby(ClusterView view, Member member) =>
        new(
            member.Id,
            $"{member.Id} is a standby at {member.State!.Lsn}"
                + (view.Replication.UpstreamOf(member), member.State) switch
                {
                    ({ } upstream, _) => $", streaming from {upstream.Id}.",
                    (_, { Upstream: { IsStreaming: true } link }) =>
                        $", streaming from {link.Host ?? "a socket"}, which is none of the members: name every instance.",
                    (_, { IsReplicationHidden: true }) => "; whether it streams is not shown to our role.",
                    _ => ", streaming from nobody.",
                }
        );
}
