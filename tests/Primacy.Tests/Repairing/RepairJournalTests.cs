using Microsoft.Extensions.Time.Testing;
using Primacy.Acting;
using Primacy.Analysis;
using Primacy.Repairing;
using Primacy.Storage;
using Primacy.Storytelling;
using Primacy.Tests.Storytelling;
using Xunit;

namespace Primacy.Tests.Repairing;

/// <summary>Runs in the journal: found again as they were, and part of the incident's story.</summary>
public sealed class RepairJournalTests : IDisposable
{
    static readonly Actor Anna = new("anna", "token", "127.0.0.1");

    readonly TemporaryDirectory _directory = new();
    readonly FakeTimeProvider _time = new(SplitNight.Start);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_run_is_found_again_as_it_was_written_last()
    {
        var run = Run("orders/multiple-primaries/0");
        var ended = run.With(0, step => step with { State = RunStepState.Done, Outcome = "Recorded." }) with
        {
            State = RunState.Stopped,
            EndedAt = SplitNight.Start.AddMinutes(1),
            Outcome = "Stopped at step 2.",
        };
        using (var journal = Open())
        {
            journal.Repairs.Keep(run, Entry("repair.approve", run.Incident, "why"));
            Assert.Equal(run, Assert.Single(journal.Repairs.Open()));
            journal.Repairs.Keep(ended, Entry("repair.end", run.Incident, "over"));
        }
        using var again = Open();
        Assert.Equal(ended, again.Repairs.Newest("orders"));
        Assert.Empty(again.Repairs.Open());
        Assert.Null(again.Repairs.Newest("stock"));
        Assert.Equal(["repair.end", "repair.approve"], again.Acts.Audit(null, 9).Select(entry => entry.Act));
    }

    [Fact]
    public void Of_several_the_newest_is_the_last()
    {
        using var journal = Open();
        var (first, second) = (Run("orders/multiple-primaries/0"), Run("orders/multiple-primaries/0"));
        second = second with { Id = "b", StartedAt = first.StartedAt.AddHours(1) };
        foreach (var run in (RepairRun[])[second, first])
            journal.Repairs.Keep(run, Entry("repair.approve", run.Incident, "why"));
        Assert.Equal("b", journal.Repairs.Newest("orders")!.Id);
    }

    [Fact]
    public async Task The_story_of_the_incident_tells_the_repair_also_after_its_end()
    {
        using var journal = Open();
        var night = new SplitNight(journal, _time).Live();
        _time.Advance(TimeSpan.FromMinutes(1));
        var run = Run(night.Key);
        journal.Repairs.Keep(run, Entry("repair.approve", night.Key, "plan 01: keep b, stop a: INC-1"));
        journal.Repairs.Keep(run, Entry("repair.step", night.Key, "step 1, keep-branch, begins: Records."));
        journal.Repairs.Keep(run, Entry("repair.end", night.Key, "b is the only primary."));
        using var narrator = new Narrator(journal.Stories, new MuteBook(_ => []), _time);
        var story = await narrator.TellAsync(
            night.Key,
            _ => new AnalysisPolicy(),
            TestContext.Current.CancellationToken
        );
        Assert.True(story!.IsOver);
        Assert.Equal(
            [
                "anna approved a plan 01: keep b, stop a: INC-1.",
                "Repair: step 1, keep-branch, begins: Records.",
                "Repair: b is the only primary.",
            ],
            story.Moments.Select(moment => moment.Text).Where(text => text.Contains("epair") || text.Contains("plan"))
        );
    }

    [Theory]
    [InlineData("Begun", "Interrupted at step 1, keep-branch: whether it was done is not known.")]
    [InlineData("Done", "Interrupted after step 1 of 2: nothing was under way.")]
    [InlineData("Waiting", "Interrupted after step 0 of 2: nothing was under way.")]
    public void Where_it_was_interrupted_is_said(string state, string words)
    {
        var found = Run("x")
            .With(0, step => step with { State = Enum.Parse<RunStepState>(state) })
            .Interrupted(SplitNight.Start);
        Assert.StartsWith(words, found.Outcome, StringComparison.Ordinal);
        Assert.Equal((RunState.Interrupted, SplitNight.Start), (found.State, found.EndedAt));
    }

    SqliteJournal Open() => SqliteJournal.Open(_directory.Path, _time);

    AuditEntry Entry(string act, string target, string why) => new(_time.GetUtcNow(), Anna, act, target, why);

    static RepairRun Run(string incident) =>
        new()
        {
            Id = "a",
            Cluster = "orders",
            Incident = incident,
            Hash = "0123456789abcdef",
            Keep = "b",
            Loser = "a",
            Actor = Anna,
            Reason = "it came back",
            StartedAt = SplitNight.Start,
            Steps = [new RunStep("keep-branch", null, "Records."), new RunStep("fence", "pod", "Deletes.")],
        };
}
