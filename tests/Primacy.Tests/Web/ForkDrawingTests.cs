using Primacy.Analysis;
using Primacy.Topology;
using Primacy.Web.Pages;
using Xunit;

namespace Primacy.Tests.Web;

public sealed class ForkDrawingTests
{
    [Fact]
    public void Three_primaries_leave_the_common_history_one_after_the_other()
    {
        var drawing = ForkDrawing.Of(
            "orders",
            [Side("a", "0/100", 10), Side("b", "0/200", 0), Side("c", "0/200", 9999)]
        )!;

        Assert.Equal(["0/100", "0/200"], drawing.Points.Select(point => point.Label));
        Assert.True(drawing.Points[0].X < drawing.Points[1].X);
        Assert.Equal(drawing.Points[1].X, drawing.TrunkEndX);
        Assert.Equal(3, drawing.Branches.Select(branch => branch.Y).Distinct().Count());
        Assert.All(drawing.Branches, b => Assert.InRange(b.EndX, b.TextX + 1, ForkDrawing.Width));
        Assert.All(drawing.Branches, b => Assert.InRange(b.Y, 0, drawing.Height));
        Assert.StartsWith("Common history up to 0/100 and 0/200.", drawing.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_most_that_a_branch_can_hold_stays_within_the_picture_and_more_is_longer()
    {
        var drawing = ForkDrawing.Of(
            "orders",
            [Side("a", "0/0", ulong.MaxValue), Side("b", "0/0", 1), Side("c", "0/0", 0)]
        )!;

        Assert.All(drawing.Branches, b => Assert.InRange(b.EndX, 0, ForkDrawing.Width));
        Assert.Equal(drawing.Branches, drawing.Branches.OrderByDescending(b => b.EndX));
    }

    [Fact]
    public void What_is_not_known_is_said_and_a_name_that_is_too_long_is_cut()
    {
        var name = new string('n', 80);
        var drawing = ForkDrawing.Of("orders", [Side(name, null, null), Side("b", null, null)])!;

        Assert.False(drawing.IsKnown);
        Assert.StartsWith("Where they parted is not known.", drawing.Description, StringComparison.Ordinal);
        Assert.Equal(32, drawing.Branches[0].Branch.Name.Length);
        Assert.Contains(name, drawing.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void One_primary_is_no_fork() => Assert.Null(ForkDrawing.Of("orders", [Side("a", "0/100", 1)]));

    static ForkBranch Side(string name, string? fork, ulong? bytes) =>
        new()
        {
            Side = new SplitSide
            {
                Instance = new InstanceId(name),
                Lsn = Lsn.Parse("0/300"),
                Fork = fork is null ? null : Lsn.Parse(fork),
                IsExact = fork is not null,
                Bytes = bytes,
            },
            Tone = "plain",
        };
}
