using Primacy.Scenarios;
using Xunit;

namespace Primacy.Analysis;

public sealed class SurvivorRulesTests
{
    [Fact]
    public void Where_nothing_was_compared_nothing_is_proven_to_be_lost_or_not()
    {
        var view = Glance.At("a,b", "a primary tl=3; b primary tl=4").View;
        var refusal = Assert.IsType<Survivor.Undecidable>(Survivors.Choose(view, [.. view.Primaries], []));
        Assert.Contains("it is not proven that either side holds nothing of its own", refusal.Reason);
    }
}
