using CsCheck;
using Primacy.Incidents;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Storage;

/// <summary>What every journal owes its watcher.</summary>
public abstract class JournalContract : IDisposable
{
    /// <summary>Opens the journal, or opens it again as after a restart.</summary>
    private protected abstract IJournal Open();

    public abstract void Dispose();

    [Fact]
    public void A_cluster_that_was_never_appended_is_in_its_initial_state() =>
        Assert.Equal(ClusterState.Initial, Open().Load("unknown"));

    [Fact]
    public void What_was_appended_is_loaded_again_exactly_whatever_it_holds()
    {
        var number = 0;
        Gen.Select(Facts.Memories, Facts.Incidents)
            .Sample(
                (memory, incidents) =>
                {
                    var cluster = $"cluster {Interlocked.Increment(ref number)}";
                    EquatableArray<Incident> open =
                    [
                        .. incidents.Select(i => i with { Cluster = cluster, Key = $"{cluster}/{i.Key}" }),
                    ];
                    Open().Append(cluster, memory, open, []);
                    Assert.Equal(new ClusterState(memory, open), Open().Load(cluster));
                },
                iter: 100,
                threads: 1
            );
    }

    [Fact]
    public void The_newest_append_counts_and_other_clusters_keep_theirs()
    {
        var (one, other) = (Stories.Firing("one"), Stories.Firing("other"));
        Open().Append("one", ClusterMemory.Empty, [one], [Stories.Fired(one)]);
        Open().Append("other", ClusterMemory.Empty, [other], [Stories.Fired(other)]);

        Open().Append("one", ClusterMemory.Empty, [], [Stories.Ended(Stories.Resolved(one))]);

        Assert.Empty(Open().Load("one").Incidents);
        Assert.Equal([other], Open().Load("other").Incidents);
    }

    [Fact]
    public void The_order_of_open_incidents_is_kept()
    {
        EquatableArray<Incident> open = [Stories.Firing("c", 7), Stories.Firing("c", 1), Stories.Firing("c", 4)];
        Open().Append("c", ClusterMemory.Empty, open, []);

        Assert.Equal(open, Open().Load("c").Incidents);
    }

    [Fact]
    public async Task Several_loops_append_at_once_and_each_finds_its_own()
    {
        var journal = Open();
        await Parallel.ForAsync(
            0,
            40,
            TestContext.Current.CancellationToken,
            (number, _) =>
            {
                var incident = Stories.Firing($"c{number}", number);
                journal.Append($"c{number}", ClusterMemory.Empty, [incident], [Stories.Fired(incident)]);
                return ValueTask.CompletedTask;
            }
        );

        Assert.All(
            Enumerable.Range(0, 40),
            n => Assert.Equal([Stories.Firing($"c{n}", n)], journal.Load($"c{n}").Incidents)
        );
    }
}
