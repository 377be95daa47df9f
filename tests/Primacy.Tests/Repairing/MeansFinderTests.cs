using Microsoft.Extensions.Time.Testing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Tests.Storage;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Repairing;

/// <summary>What is said of a means that does not say it itself.</summary>
public sealed class MeansFinderTests
{
    readonly FakeTimeProvider _time = new(Stories.Start);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_cut_short_did_not_say_in_time_whatever_befell_his_connection()
    {
        var asking = AskAsync(async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new IOException("The socket has been shut down.");
        });

        _time.Advance(new RepairTimes().Offer);

        Assert.Equal(
            new Offer.Impossible("It did not say within 5 s whether it can.", "Ask for a plan again."),
            await asking
        );
    }

    [Fact]
    public async Task One_that_is_broken_is_said_to_be_so()
    {
        var offer = await AskAsync(_ => throw new InvalidOperationException("It is broken."));

        Assert.Equal("It could not be asked: It is broken.", Assert.IsType<Offer.Impossible>(offer).Why);
    }

    async Task<Offer> AskAsync(Func<CancellationToken, Task<Offer>> say)
    {
        var finder = new MeansFinder([new Saying(say)], null, new RepairTimes(), _time);
        var split = SplitLooks.At(_time.GetUtcNow());
        var found = Cases.Find(split.View, split.Assessment, split.Incidents);
        var means = await finder.AskAsync(Assert.IsType<CaseFound.Open>(found).Case, Cancellation);
        return Assert.Single(means.Fences).Offer;
    }

    sealed class Saying(Func<CancellationToken, Task<Offer>> say) : IFence
    {
        public string Name => "sql";

        public FenceEffect Effect => FenceEffect.BlocksWrites;

        public async ValueTask<Offer> OfferAsync(RepairTarget loser, CancellationToken cancellation) =>
            await say(cancellation);

        public Task<FenceOutcome> FenceAsync(FenceOrder order, CancellationToken cancellation) =>
            throw new InvalidOperationException("Nobody approved anything.");
    }
}
