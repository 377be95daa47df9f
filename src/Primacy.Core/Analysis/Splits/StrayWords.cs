using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>What is remembered of strays, in sentences.</summary>
static class StrayWords
{
    /// <summary>Why a standby is on the losing branch.</summary>
    public static string Say(ClusterView view, StrayFinding finding)
    {
        var (stray, member) = (finding.Stray, finding.Member);
        var was =
            stray.Head != stray.Instance ? $"followed {stray.Head} on a branch of its own until {stray.At:HH:mm:ss} UTC"
            : IsOwn(stray, member) ? $"was a primary on a branch of its own until {stray.At:HH:mm:ss} UTC"
            : $"held a branch of its own at {stray.At:HH:mm:ss} UTC";
        var lag = view.Replication.HeadOf(member) is { } head
            ? $"its rows {(finding.IsProven ? "" : "may ")}differ{(finding.IsProven ? "" : " from those of " + head.Id)} "
                + "although it streams without complaint"
            : "its rows are not those of the cluster, and it shows them to readers";
        return $"{member.Id} {was} ({Wording.Of(stray.Timeline)} to {stray.Reached}); {finding.Why}: {lag}.";
    }

    /// <summary>What is known to be missing in a primary: WAL that others had and it has not.</summary>
    public static IEnumerable<Evidence> Losses(ClusterView view, Member primary) =>
        view
            .Strays.Where(stray => stray.Against == primary.Id && stray.Bytes > 0)
            .Where(stray => view[stray.Instance] is not { State.Role: Role.Primary })
            .Select(stray => new Evidence(
                stray.Instance,
                $"At least {Wording.Bytes(stray.Bytes)} of WAL that {stray.Instance} had "
                    + $"{(IsOwn(stray, view[stray.Instance]) ? "written" : "replayed")} at {stray.At:HH:mm:ss} UTC are not in "
                    + $"{primary.Id}: they parted at or before {stray.Fork}."
            ));

    /// <summary>
    /// Whether it wrote the branch itself. Of a standby that follows nobody whom we know, and that was never seen as a
    /// primary, it is not known who did.
    /// </summary>
    static bool IsOwn(Stray stray, Member? member) =>
        stray.Head == stray.Instance && member is { Remembered: { RoleChanged: true } or { Role: Role.Primary } };
}
