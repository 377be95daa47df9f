using System.Globalization;
using Primacy.Topology;

namespace Primacy.Web.Pages;

/// <summary>
/// A split drawn: what is common comes from the left, the branches go to the right, each as long as the logarithm of
/// its bytes, because a megabyte beside a gigabyte would not be seen otherwise.
/// </summary>
internal sealed record ForkDrawing
{
    public const int Width = 640;

    public const int TrunkX = 8;

    const int FirstY = 34;
    const int SlotHeight = 84;
    const int BelowLast = 58;

    const int FirstForkX = 136;
    const int ForkSpacing = 60;
    const int BendLength = 60;
    const int BranchLengthMin = 60;

    /// <summary>More primaries at once than this are a table and no drawing.</summary>
    const int BranchesMax = 8;

    public required string Cluster { get; init; }

    public required int Height { get; init; }

    public required int TrunkY { get; init; }

    /// <summary>Where the common history ends, at the last fork.</summary>
    public required int TrunkEndX { get; init; }

    public required IReadOnlyList<ForkPoint> Points { get; init; }

    public required IReadOnlyList<DrawnBranch> Branches { get; init; }

    /// <summary>Whether it is known where they parted.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>What is written beneath the common history, a line each.</summary>
    public IReadOnlyList<string> TrunkNotes =>
        IsKnown ? [.. Points.SelectMany(point => point.Notes)] : ["up to an", "unknown point"];

    public string Title => $"The primaries of {Cluster} and where they parted";

    public string Description =>
        Texts.Cut(
            string.Join(' ', Branches.Select(branch => branch.Branch.Sentence).Prepend(PartedSentence)),
            Texts.DescriptionMax
        );

    string PartedSentence =>
        IsKnown
            ? $"Common history up to {string.Join(" and ", Points.Select(point => point.Label))}."
            : "Where they parted is not known.";

    /// <summary>The drawing; null where there are no two branches to draw, or too many.</summary>
    public static ForkDrawing? Of(string cluster, IReadOnlyList<ForkBranch> branches)
    {
        if (branches.Count is < 2 or > BranchesMax)
            return null;
        var forks = branches.Select(b => b.Side.Fork).OfType<Lsn>().Distinct().Order().ToArray();
        var trunkY = FirstY + SlotHeight * (branches.Count - 1) / 2;
        var bytesMax = branches.Max(b => b.Side.Bytes ?? 0);
        return new ForkDrawing
        {
            Cluster = cluster,
            Height = FirstY + SlotHeight * (branches.Count - 1) + BelowLast,
            TrunkY = trunkY,
            TrunkEndX = XOf(forks, forks.LastOrDefault()),
            IsKnown = forks.Length > 0,
            Points =
            [
                .. forks.Select(fork => new ForkPoint(
                    XOf(forks, fork),
                    fork,
                    branches.Where(b => b.Side.Fork == fork).All(b => b.Side.IsExact)
                )),
            ],
            Branches =
            [
                .. branches.Select(
                    (branch, i) =>
                        Draw(branch, XOf(forks, branch.Side.Fork ?? default), trunkY, FirstY + SlotHeight * i, bytesMax)
                ),
            ],
        };
    }

    static DrawnBranch Draw(ForkBranch branch, int x, int trunkY, int y, ulong bytesMax)
    {
        var start = x + BendLength;
        var longest = Width - TrunkX - start - BranchLengthMin;
        var share =
            bytesMax == 0 ? 0 : Math.Log2(1 + (double)(branch.Side.Bytes ?? 0)) / Math.Log2(1 + (double)bytesMax);
        var end = start + BranchLengthMin + (int)(longest * share);
        return new DrawnBranch(
            branch,
            string.Create(
                CultureInfo.InvariantCulture,
                $"M{x} {trunkY}C{x + BendLength / 2} {trunkY} {x + BendLength / 2} {y} {start} {y}H{end}"
            ),
            start,
            end,
            y
        );
    }

    static int XOf(Lsn[] forks, Lsn fork) => FirstForkX + ForkSpacing * Math.Max(0, Array.IndexOf(forks, fork));
}
