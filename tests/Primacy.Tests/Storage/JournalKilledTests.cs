using System.Globalization;
using Primacy.Storage;
using Xunit;

namespace Primacy.Tests.Storage;

public sealed class JournalKilledTests : IDisposable
{
    const int Rounds = 4;

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task After_kill_9_everything_acknowledged_is_there_and_the_file_is_whole()
    {
        var acknowledged = -1;
        for (var round = 0; round < Rounds; round++)
        {
            acknowledged = await RunAndKill(acknowledged, appends: 20 + round * 7);
            // Opening checks the whole file, and takes the lock that the killed process cannot hold any more.
            using var journal = SqliteJournal.Open(_directory.Path, TimeProvider.System);
            var numbers = journal.Incidents(includeResolved: true, int.MaxValue).Count;
            Assert.InRange(numbers, acknowledged + 1, acknowledged + 2);
            Assert.Equal(numbers, journal.Deliveries.Waiting(JournalWriter.Receiver).Count);
            Assert.Equal([Stories.Firing("c", numbers - 1).Key], journal.Load("c").Incidents.Select(i => i.Key));
            // The look of the newest incident is there, too: they are of one transaction.
            Assert.Equal(journal.Load("c").Incidents[0].Since, journal.Look("c", DateTimeOffset.MaxValue).Last);
            acknowledged = numbers - 1;
        }
    }

    /// <summary>The number of the last append that the child said to be durable before it was killed.</summary>
    async Task<int> RunAndKill(int last, int appends)
    {
        using var child = ChildProcess.Start(nameof(JournalWriter), _directory.Path);
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromSeconds(60));
            for (var heard = 0; heard < appends; heard++)
                last = Number(await child.StandardOutput.ReadLineAsync(deadline.Token)) ?? last;
        }
        finally
        {
            child.Kill();
        }
        // What it said before it died counts too; the last line may be cut off.
        var rest = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        return rest.Split('\n')[..^1].Select(Number).LastOrDefault() ?? last;
    }

    static int? Number(string? line) =>
        int.TryParse(line, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidOperationException($"The child said '{line}'");
}
