using Primacy.Topology;

namespace Primacy.Simulation.Judging;

/// <summary>Tells what came to be known beyond the probes, in the words of a story; each thing once.</summary>
sealed class TestimonyTeller
{
    readonly HashSet<object> _told = [];

    public IEnumerable<string> Tell(Testimony testimony, DateTimeOffset now)
    {
        foreach (var lineage in testimony.Lineages.Where(_told.Add))
            yield return Tell(lineage);
        foreach (var comparison in testimony.Comparisons.Where(_told.Add))
            yield return Tell(comparison);
        foreach (var claim in testimony.Claims.Where(_told.Add))
            yield return Tell(claim, now);
    }

    static string Tell(Lineage lineage)
    {
        var start = $"lineage {lineage.Instance} tl={lineage.Timeline}";
        if (lineage.Switches is not { } switches)
            return $"lineage {lineage.Instance} hidden";
        var from = switches.Count > 0 ? $" from={string.Join(',', switches.Select(s => $"{s.Parent}@{s.At}"))}" : "";
        return lineage.HistoryWrittenAt is { } written
            ? $"{start}{from} written={(written - Scenarios.Shown.ServerTime(0)).TotalMilliseconds:F0}ms"
            : start + from;
    }

    static string Tell(Comparison read)
    {
        var what = read.Kinship switch
        {
            Kinship.Same => $"same={read.To}",
            Kinship.Forked => $"forked={read.Fork}",
            Kinship.Apart => $"apart={read.Fork}",
            _ => "hidden",
        };
        return $"compare {read.One} {read.Other} {what}{Tell(read.One, read.OneWrote)}{Tell(read.Other, read.OtherWrote)}";
    }

    static string Tell(InstanceId by, BranchTally? tally) =>
        tally is null ? "" : $" {by}={tally.Commits}/{tally.ClientCommits}@{tally.To}";

    static string Tell(Claim claim, DateTimeOffset now)
    {
        string[] words =
        [
            // A story knows one claim a manager; every node of repmgr has its own.
            claim.Manager == "repmgr"
                ? $"repmgr-{claim.Source}"
                : claim.Manager,
            .. claim.HasQuorum ? ["quorum"] : Array.Empty<string>(),
            .. claim.IsPaused ? ["paused"] : Array.Empty<string>(),
            .. claim.Fault is { } ? ["silent"] : Array.Empty<string>(),
            $"age={(now - claim.At).TotalMilliseconds:F0}ms",
            .. claim.Members.Select(m => $"{m.Name}={(m.Role is Role.Primary ? "primary" : "standby")}"),
        ];
        return $"claim {string.Join(' ', words)}";
    }
}
