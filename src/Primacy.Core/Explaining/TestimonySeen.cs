using System.Globalization;
using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Explaining;

/// <summary>
/// What is known beyond the probes: who was on a branch of its own, WAL read side by side, what managers claim.
/// </summary>
static class TestimonySeen
{
    public static IEnumerable<Statement> Of(ClusterView view) =>
        [
            // What a primary holds of its own is told where it is seen.
            .. view
                .Strays.Where(stray => view[stray.Instance]?.State is not { Role: Role.Primary })
                .Select(stray => Of(view, stray)),
            .. view.Testimony.Comparisons.Select(comparison => Of(view, comparison)),
            .. view.Testimony.Claims.Select(claim => Of(view, claim)),
        ];

    static Statement Of(ClusterView view, Stray stray)
    {
        var held = stray.Fork is { } fork
            ? $"at least {Wording.Bytes(stray.Bytes)} of WAL past {fork} that {stray.Against} lacks"
            : $"WAL that {stray.Against} lacks";
        var head = stray.Head == stray.Instance ? "" : $", following {stray.Head}";
        return new(
            $"Remembered of {stray.Instance}: at {Instants.Of(stray.At, view.At)} it held {held}{head}; nothing has shown "
                + "since that it was rewound or copied anew.",
            Mark.Doubtful,
            stray.Instance
        );
    }

    static Statement Of(ClusterView view, Comparison pair)
    {
        var (mark, found) = pair.Kinship switch
        {
            Kinship.Same => (Mark.Plain, "every record that both have is the same"),
            Kinship.Forked => (Mark.Grave, $"they parted at {Position(pair.Fork)}, record by record"),
            Kinship.Apart => (Mark.Grave, $"they parted at or before {Position(pair.Fork)}"),
            _ => (Mark.Doubtful, "nothing could be learned"),
        };
        return new(
            $"The WAL of {pair.One} and {pair.Other} was compared at {Instants.Of(pair.At, view.At)}: {found}.",
            mark,
            null,
            [
                .. pair is { From: { } from, To: { } to }
                    ? (EquatableArray<Statement>)[new($"Read side by side from {from} to {to}.")]
                    : [],
                .. Wrote(view, pair.One, pair.OneWrote),
                .. Wrote(view, pair.Other, pair.OtherWrote),
                .. pair.Why is { } why ? (EquatableArray<Statement>)[new($"{why}.", Mark.Doubtful)] : [],
            ]
        );
    }

    static IEnumerable<Statement> Wrote(ClusterView view, InstanceId instance, BranchTally? tally)
    {
        if (tally is null)
            yield break;
        var when = tally is { FirstCommitAt: { } first, LastCommitAt: { } last }
            ? $", the first at {Instants.Of(first, view.At)}, the last at {Instants.Of(last, view.At)}"
            : "";
        var clients = tally.ClientCommits switch
        {
            0 => "none by clients",
            var all when all == tally.Commits => "all by clients",
            var some => string.Create(CultureInfo.InvariantCulture, $"{some} of them by clients"),
        };
        yield return new(
            $"{instance} wrote {Wording.Bytes(tally.Bytes)} of WAL from {tally.From} to {tally.To}: "
                + $"{Count(tally.Commits, "commit")}, {clients}{when}.",
            tally.ClientCommits > 0 ? Mark.Grave : Mark.Plain,
            instance
        );
    }

    static Statement Of(ClusterView view, Claim claim)
    {
        var who = $"{claim.Manager} ({claim.Source})";
        var when = $"at {Instants.Of(claim.At, view.At)}";
        if (claim.Fault is { } fault)
            return new($"{who} {fault}, {when}.", Mark.Doubtful);
        var standing = claim.HasQuorum ? "with a quorum" : "without a quorum behind it";
        var paused = claim.IsPaused ? ", paused: it leaves the servers alone" : "";
        return new(
            $"{who} said {when}, {standing}{paused}:",
            claim.IsPaused ? Mark.Doubtful : Mark.Plain,
            null,
            claim.Members.Select(Of).ToEquatableArray()
        );
    }

    static Statement Of(ClaimedMember member)
    {
        var role = member.Role switch
        {
            Role.Primary => "the primary",
            Role.Standby => "a standby",
            _ => "neither primary nor standby",
        };
        return new($"{member.Name} is {role} ({member.State}).");
    }

    static string Position(Lsn? lsn) => lsn?.ToString() ?? "an unknown position";

    static string Count(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
