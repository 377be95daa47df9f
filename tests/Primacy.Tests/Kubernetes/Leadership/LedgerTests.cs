using Primacy.Kubernetes.Leadership;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>What the replicas have told, as it lies in the Lease.</summary>
public sealed class LedgerTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);
    static readonly LedgerEntry Told = Entry("orders") with { IsTold = true };

    [Fact]
    public void It_is_written_and_read()
    {
        var ledger = Ledger.Empty.With([Told, Entry("stock") with { MutedUntil = Now }], Now);

        var read = LedgerJson.Read(LedgerJson.Write(ledger));

        Assert.Equal(
            ledger.Entries.Values.OrderBy(one => one.Cluster),
            read.Entries.Values.OrderBy(one => one.Cluster)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[{")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("""[{"receiver":"on-call","isOver":false}]""")]
    public void What_cannot_be_read_is_empty(string? text) => Assert.Empty(LedgerJson.Read(text).Entries);

    [Fact]
    public void Nothing_new_changes_nothing()
    {
        var ledger = Ledger.Empty.With([Told], Now);

        Assert.Same(ledger, ledger.With([], Now));
        Assert.Same(ledger, ledger.With([Told], Now));
    }

    [Fact]
    public void Who_is_going_to_tell_what_was_told_yields()
    {
        var ledger = Ledger.Empty.With([Told], Now);

        Assert.True(ledger.With([Entry("orders")], Now).Of(Told.Subject)!.IsTold);
        Assert.False(ledger.With([Entry("orders") with { News = "other" }], Now).Of(Told.Subject)!.IsTold);
    }

    [Fact]
    public void An_hour_after_its_end_an_entry_goes_with_the_next_that_comes()
    {
        var over = Told with { IsOver = true };
        var ledger = Ledger.Empty.With([over, Entry("stock")], Now);

        var later = ledger.With([Entry("shop") with { At = Now.AddHours(2) }], Now.AddHours(2));

        Assert.Equal(["shop", "stock"], later.Entries.Values.Select(one => one.Cluster).Order());
    }

    [Fact]
    public void It_stays_small_enough_for_an_annotation()
    {
        var many = Enumerable.Range(0, 1000).Select(at => Entry($"{at:D63}") with { At = Now.AddSeconds(at) });

        var ledger = Ledger.Empty.With(many, Now);

        Assert.InRange(LedgerJson.Write(ledger).Length, 1, 200_000);
        Assert.NotNull(ledger.Of(Entry($"{999:D63}").Subject));
        Assert.Null(ledger.Of(Entry($"{0:D63}").Subject));
    }

    [Fact]
    public void What_is_noted_is_known_at_once_and_written_with_the_next_write()
    {
        var book = new LedgerBook();
        book.Note(Told);
        Assert.Equal(Told, book.Of(Told.Subject));

        var wanted = book.Wanted(Now);
        var meanwhile = Entry("stock");
        book.Note(meanwhile);
        book.Wrote(wanted);

        Assert.Equal(Told, book.Of(Told.Subject));
        Assert.Equal(meanwhile, book.Wanted(Now).Of(meanwhile.Subject));
        book.Wrote(book.Wanted(Now));
        Assert.False(book.Take(book.Wanted(Now), Now, wasInTouch: true));
        Assert.True(book.Take(Ledger.Empty, Now, wasInTouch: true));
    }

    [Fact]
    public void What_comes_late_hides_nothing_that_another_has_told_since()
    {
        var book = new LedgerBook();
        book.Take(Ledger.Empty.With([Told], Now), Now, wasInTouch: true);
        book.Note(Told with { IsOver = true, News = "over" });
        var claim = Told with { By = "b", Key = "orders/2", IsTold = false };
        book.Take(Ledger.Empty.With([claim], Now), Now, wasInTouch: true);
        Assert.True(book.Of(Told.Subject)!.IsOver);

        var next = claim with { IsTold = true };
        book.Take(Ledger.Empty.With([next], Now), Now.AddSeconds(20), wasInTouch: false);

        Assert.Equal(next, book.Wanted(Now).Of(Told.Subject));
        book.Note(next with { By = "a", IsOver = true, News = "over" });
        Assert.True(book.Wanted(Now).Of(Told.Subject)!.IsOver);
    }

    [Fact]
    public void When_others_wrote_something_is_told_by_our_own_clock()
    {
        var book = new LedgerBook();
        var seen = Now.AddSeconds(90);
        var (fast, slow) = (Entry("fast") with { At = Now.AddHours(1) }, Entry("slow") with { At = Now.AddHours(-1) });

        book.Take(Ledger.Empty.With([fast, slow], Now), seen, wasInTouch: false);
        Assert.Equal(seen, book.Of(fast.Subject)!.At);
        Assert.Equal(slow.At, book.Of(slow.Subject)!.At);

        var (fastTold, slowTold) = (fast with { IsTold = true }, slow with { IsTold = true });
        var later = Ledger.Empty.With([fastTold, slowTold], Now);
        book.Take(later, seen.AddSeconds(1), wasInTouch: true);
        book.Take(later, seen.AddSeconds(2), wasInTouch: true);
        Assert.Equal(seen.AddSeconds(1), book.Of(fast.Subject)!.At);
        Assert.Equal(seen.AddSeconds(1), book.Of(slow.Subject)!.At);
        Assert.Equal(later, book.Wanted(Now));
    }

    static LedgerEntry Entry(string cluster) =>
        new("hook", cluster, "multiple-primaries", $"{cluster}/1", "digest", IsOver: false, By: "a", At: Now);
}
