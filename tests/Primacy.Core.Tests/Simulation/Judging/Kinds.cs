using Primacy.Analysis;
using Primacy.Simulation.Truth;
using Primacy.Simulation.Watching;

namespace Primacy.Simulation.Judging;

/// <summary>How two primaries truly came about. Where the truth itself has two names, both are right.</summary>
static class Kinds
{
    /// <summary>Nobody who looks sees which came first of what happens between two looks, one of them lost.</summary>
    const int SameLookMilliseconds = 2 * Watch.IntervalMilliseconds;

    public static IEnumerable<SubKind> Of(Sample one, Sample other)
    {
        if (one.CommonEnd(other) is null)
            return [];
        var truth = OfFork(one, other);
        // Wherever they parted before, each was promoted, and each took the number.
        if (AreTwins(one.Branch, other.Branch))
            truth = truth.Append(SubKind.TwinPromotion);
        // Whatever the fork was, one of them may be a copy of a primary beside it.
        return HasCopy(one, other) || HasCopy(other, one) ? truth.Append(SubKind.SameTimelineFork) : truth;
    }

    static bool AreTwins(Branch one, Branch other) =>
        one != other && one.IsOfPromotion && other.IsOfPromotion && one.Timeline == other.Timeline;

    static IEnumerable<SubKind> OfFork(Sample one, Sample other) =>
        (FirstOwn(one, other), FirstOwn(other, one)) switch
        {
            ({ } left, { } right)
                when left.Timeline == right.Timeline || one.Branch.Timeline == other.Branch.Timeline => Of(left, right),
            // Twins of which one had a further promotion: the other one went on beside that.
            ({ } left, { } right) => [.. Of(left, right), .. BesideTheLast(one, other)],
            ({ } own, null) => Of(own, one.Branch, other.Server),
            (null, { } own) => Of(own, other.Branch, one.Server),
            // One of them has not begun a branch of its own, and neither has the other: copies of one directory.
            (null, null) => [SubKind.SameTimelineFork],
        };

    static IEnumerable<SubKind> Of(Branch left, Branch right) =>
        (left.IsOfPromotion, right.IsOfPromotion) switch
        {
            (true, true) => [SubKind.TwinPromotion],
            (false, false) => [SubKind.SameTimelineFork],
            // A copy without a signal file beside a promoted one looks like, and is, an old primary beside a new one.
            _ => [SubKind.SameTimelineFork, SubKind.Returned, SubKind.Partition, SubKind.TwinPromotion],
        };

    /// <summary>
    /// Where a copy that nobody promoted began a branch, and a standby of it was promoted later, the old one came back
    /// or went on beside that promotion, too.
    /// </summary>
    static IEnumerable<SubKind> Of(Branch own, Branch last, Server old) =>
        !own.IsOfPromotion && last.IsOfPromotion ? [SubKind.SameTimelineFork, .. Of(last, old)] : Of(own, old);

    /// <summary>One went on as it was, and the other began a branch beside it.</summary>
    static IEnumerable<SubKind> Of(Branch own, Server old)
    {
        if (!own.IsOfPromotion)
            return [SubKind.SameTimelineFork];
        var born = own.BornAt ?? 0;
        if (!old.WasPrimaryAt(born))
            return [SubKind.Returned];
        return
            old.PrimarySince <= born - SameLookMilliseconds
            && old.OpenSince <= born - SameLookMilliseconds
            && old.StartedAtTrueMilliseconds <= born - SameLookMilliseconds
            ? [SubKind.Partition]
            : [SubKind.Returned, SubKind.Partition];
    }

    static IEnumerable<SubKind> BesideTheLast(Sample one, Sample other) =>
        one.Branch.Timeline > other.Branch.Timeline ? Of(one.Branch, other.Server) : Of(other.Branch, one.Server);

    static bool HasCopy(Sample one, Sample other)
    {
        for (var branch = one.Branch; branch.Parent is not null; branch = branch.Parent)
        {
            if (other.Branch.Path(0).Any(on => on.Branch == branch))
                return false;
            if (!branch.IsOfPromotion)
                return true;
        }
        return false;
    }

    /// <summary>The first branch of one's history that is no part of the other's.</summary>
    static Branch? FirstOwn(Sample one, Sample other)
    {
        Branch? own = null;
        for (var branch = one.Branch; branch is not null; branch = branch.Parent)
        {
            if (other.Branch.Path(0).Any(on => on.Branch == branch))
                return own;
            own = branch;
        }
        return own;
    }
}
