using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Primacy.Acting;
using Primacy.Muting;
using Primacy.Storage;
using Primacy.Storytelling;
using Xunit;

namespace Primacy.Tests.Storytelling;

/// <summary>What the journal of a night reads like afterwards.</summary>
public sealed class NarratorTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();
    readonly FakeTimeProvider _time = new(SplitNight.Start);
    readonly SqliteJournal _journal;
    readonly MuteBook _book = new(_ => []);

    public NarratorTests() => _journal = SqliteJournal.Open(_directory.Path, _time);

    public void Dispose()
    {
        _journal.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_night_is_told_from_the_promotion_to_the_healing()
    {
        var night = new SplitNight(_journal, _time).Live();

        var story = await TellAsync(night.Key);

        Assert.True(story!.IsOver);
        Golden.Verify("story", Plain(story));
        Golden.Verify("story-markdown", StoryMarkdown.Of(story));
    }

    [Fact]
    public async Task What_the_next_split_begins_with_is_no_part_of_the_story()
    {
        var night = new SplitNight(_journal, _time).Live();
        var alone = Plain((await TellAsync(night.Key))!);
        night.BreakAgain();

        Assert.Equal(2, _journal.Incidents(includeResolved: true, limit: 9).Count);
        Assert.Equal(alone, Plain((await TellAsync(night.Key))!));
    }

    [Fact]
    public async Task A_story_that_goes_on_is_told_until_now_and_the_same_after_a_restart()
    {
        var night = new SplitNight(_journal, _time);
        night.Break();
        _time.Advance(TimeSpan.FromSeconds(45));
        var before = Plain((await TellAsync(night.Key))!);

        _journal.Dispose();
        using var again = SqliteJournal.Open(_directory.Path, _time);
        using var narrator = new Narrator(again.Stories, _book, _time);
        var story = await narrator.TellAsync(night.Key, Policy, TestContext.Current.CancellationToken);

        Assert.False(story!.IsOver);
        Assert.Equal(_time.GetUtcNow(), story.Until);
        Assert.Equal(before, Plain(story));
    }

    [Fact]
    public async Task Who_asks_again_is_told_the_same_and_each_look_is_read_once()
    {
        var source = new CountingSource(_journal.Stories);
        using var narrator = new Narrator(source, _book, _time);
        var night = new SplitNight(_journal, _time);
        night.Break();
        var first = await narrator.TellAsync(night.Key, Policy, TestContext.Current.CancellationToken);
        var read = source.Visits;
        var again = await narrator.TellAsync(night.Key, Policy, TestContext.Current.CancellationToken);

        Assert.Equal(Plain(first!), Plain(again!));
        // The newest one is shown again, as what the next one is compared with.
        Assert.Equal(read + 1, source.Visits);
        night.Flap(50);
        night.Heal();
        var end = await narrator.TellAsync(night.Key, Policy, TestContext.Current.CancellationToken);
        Assert.Equal(Plain((await TellAsync(night.Key))!), Plain(end!));
    }

    [Fact]
    public async Task What_changed_while_nobody_saw_it_is_told_when_it_is_seen()
    {
        var night = new SplitNight(_journal, _time);
        night.BreakOutOfSight();

        var seen = (await TellAsync(night.Key))!.Moments.Select(one => one.Text).Take(2);

        Assert.Equal(
            [
                "db2 is out of sight: it does not answer in time.",
                "db2 answers: it is a primary on timeline 2 at 0/3000180, and was a standby when last seen.",
            ],
            seen
        );
    }

    [Fact]
    public async Task What_mutes_it_is_told_with_who_and_why()
    {
        var night = new SplitNight(_journal, _time);
        night.Break();
        _time.Advance(TimeSpan.FromMinutes(5));
        _book.Set(
            new Mutes
            {
                Silences =
                [
                    Silence("covers", "cluster", "orders", 10),
                    Silence("other", "cluster", "stock", 10),
                    Silence("long-past", "cluster", "orders", -600),
                ],
            }
        );

        var said = (await TellAsync(night.Key))!.Moments.Where(one => one.Kind is MomentKind.Act);

        Assert.Equal(
            ["A silence by bert until 2026-03-01 03:01 UTC mutes it: because covers.", "A silence by bert is over."],
            said.Select(one => one.Text)
        );
    }

    [Fact]
    public async Task What_is_not_kept_any_more_is_said_to_be_missing()
    {
        var night = new SplitNight(_journal, _time).Live();
        _time.Advance(TimeSpan.FromDays(8));
        _journal.Append("stock", ClusterState.Initial.Memory, [], []);

        var story = await TellAsync(night.Key);

        Assert.Contains(story!.Gaps, gap => gap.StartsWith("No look at the cluster is kept", StringComparison.Ordinal));
        Assert.Contains(story.Moments, one => one.Text.StartsWith("Firing: ", StringComparison.Ordinal));
        Assert.DoesNotContain(story.Moments, one => one.Kind is MomentKind.Seen);
    }

    [Fact]
    public async Task Of_a_very_long_story_the_beginning_and_the_end_are_told()
    {
        var night = new SplitNight(_journal, _time);
        night.Break();
        for (var second = 41; second < 2_200; second++)
            night.Flap(second);

        var story = await TellAsync(night.Key);

        Assert.Contains(
            story!.Gaps,
            gap => gap.Contains("looks from the middle are left out", StringComparison.Ordinal)
        );
        Assert.InRange(story.Moments.Count, 1000, 6000);
        Assert.True(story.Moments[^1].At > SplitNight.Start.AddSeconds(2_190));
    }

    [Fact]
    public async Task What_a_server_calls_itself_formats_nothing()
    {
        const string Evil =
            "db1|`# <script>alert(1)</script> [x](http://evil/) ![](www.evil.example)\n# \u202ehead\u001b[31m";
        var night = new SplitNight(_journal, _time) { First = Evil }.Live();

        var markdown = StoryMarkdown.Of((await TellAsync(night.Key))!);

        Assert.DoesNotMatch(@"(?<!\\)[<`]", markdown);
        Assert.DoesNotContain("](", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', markdown);
        Assert.DoesNotContain('\u001b', markdown);
        Assert.DoesNotContain("\n# \u202e", markdown, StringComparison.Ordinal);
        Assert.Single(markdown.Split('\n'), line => line.StartsWith("# ", StringComparison.Ordinal));
        Assert.Contains(
            @"db1\|\`\# \<script\>alert\(1\)\</script\> \[x\]\(http\://evil/\) \!\[\]\(www\.evil.example\)",
            markdown,
            StringComparison.Ordinal
        );
        // A cell is a cell: every row of a table has as many as its head.
        Assert.All(
            markdown
                .Split("## What was written on each side")[1]
                .Split("##")[0]
                .Split('\n')
                .Where(line => line.StartsWith('|')),
            row => Assert.Equal(6, row.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|'))
        );
    }

    [Fact]
    public async Task There_is_no_story_of_what_never_was() => Assert.Null(await TellAsync("orders/none/1"));

    async Task<Story?> TellAsync(string key)
    {
        using var narrator = new Narrator(_journal.Stories, _book, _time);
        return await narrator.TellAsync(key, Policy, TestContext.Current.CancellationToken);
    }

    static Primacy.Analysis.AnalysisPolicy Policy(string cluster) => ClusterPolicy.Default.Analysis;

    static Silence Silence(string id, string label, string value, int second) =>
        new()
        {
            Id = id,
            Matchers = [new Matcher(label, value)],
            StartsAt = SplitNight.Start.AddSeconds(second),
            EndsAt = SplitNight.Start.AddSeconds(second + 60),
            CreatedBy = "bert",
            Comment = $"because {id}",
            CreatedAt = SplitNight.Start,
        };

    static string Plain(Story story)
    {
        var text = new StringBuilder();
        foreach (var moment in story.Moments)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{moment.At:HH:mm:ss} {moment.Kind, -5} {moment.Mark, -8} {moment.Text}\n"
            );
            foreach (var detail in moment.Details)
                text.Append(CultureInfo.InvariantCulture, $"    {detail}\n");
        }
        foreach (var gap in story.Gaps)
            text.Append(CultureInfo.InvariantCulture, $"! {gap}\n");
        return text.ToString();
    }
}
