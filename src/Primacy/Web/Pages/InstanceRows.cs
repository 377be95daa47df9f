using Primacy.Analysis;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Web.Pages;

/// <summary>
/// The instances in the order in which people look for them: each primary with those who follow it beneath, then
/// standbys that follow no member, then those that give no answer.
/// </summary>
internal static class InstanceRows
{
    public static IReadOnlyList<InstanceRow> Of(ClusterSnapshot snapshot, DateTimeOffset? now)
    {
        var rows = new List<InstanceRow>();
        var placed = new HashSet<InstanceId>();
        var answering = snapshot.View.Members.Where(member => member.State is not null).ToArray();
        foreach (var primary in answering.Where(member => member.State!.Role is Role.Primary))
            Place(primary, null, 0);
        // Standbys whose chain ends outside the members come next; the second pass takes rings of standbys.
        foreach (var head in answering.Where(member => snapshot.View.Replication.UpstreamOf(member) is null))
            Place(head, null, 0);
        foreach (var rest in answering)
            Place(rest, null, 0);
        rows.AddRange(
            snapshot
                .View.Members.Where(member => member.State is null)
                .Select(member => InstanceRow.Silent(member, snapshot.View.Replication.VoucherFor(member), now))
        );
        return rows;

        void Place(Member member, Member? upstream, int depth)
        {
            if (!placed.Add(member.Id))
                return;
            rows.Add(InstanceRow.Answered(member, upstream, depth, MarkOf(snapshot, member), now));
            foreach (var follower in answering)
            {
                if (
                    follower.State!.Role is Role.Standby
                    && snapshot.View.Replication.UpstreamOf(follower)?.Id == member.Id
                )
                    Place(follower, member, depth + 1);
            }
        }
    }

    static string? MarkOf(ClusterSnapshot snapshot, Member member) =>
        snapshot.Assessment.Headline.Survivor switch
        {
            Survivor.Keep keep when keep.Instance == member.Id => "keep",
            Survivor.Keep when IsClaimant(snapshot, member) => "should go",
            _ when snapshot.View.Foreigners.Any(foreigner => foreigner.Id == member.Id) => "foreign system",
            _ when member.State is { Role: Role.Primary, IsReadOnly: true } => "read-only by default",
            _ => null,
        };

    static bool IsClaimant(ClusterSnapshot snapshot, Member member) =>
        snapshot.Assessment.Headline.Primaries.Any(id => id == member.Id);
}
