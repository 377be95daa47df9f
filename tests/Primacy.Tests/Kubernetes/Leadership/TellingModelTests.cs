using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>
/// Every moment at which one of three replicas may be lost, and every one at which the API server may go away, played
/// through with the rules by which they tell: somebody always does, and at most one more.
/// </summary>
public sealed class TellingModelTests
{
    const int Fires = 60;
    const int LongestRun = 2000;

    public enum Loss
    {
        None,
        Kill,
        Freeze,
        Cut,
    }

    static readonly string[] Names = ["primacy-0", "primacy-1", "primacy-2"];

    /// <summary>The leader, and both others; the model elects the first of them.</summary>
    static readonly int[] Replicas = [0, 1, 2];

    [Theory]
    [InlineData(Loss.Kill, 2000)]
    [InlineData(Loss.Freeze, 5)]
    [InlineData(Loss.Freeze, 18)]
    [InlineData(Loss.Freeze, 40)]
    [InlineData(Loss.Cut, 10)]
    [InlineData(Loss.Cut, 30)]
    [InlineData(Loss.Cut, 2000)]
    public void Whoever_is_lost_whenever_it_is_told_once_or_twice(Loss loss, int seconds)
    {
        foreach (var who in Replicas)
        {
            for (var at = Fires - 30; at < Fires + 45; at++)
                Check(Play(new Fault(loss, who, at, seconds), default), 2, $"{loss} {who} at {at}");
        }
    }

    [Fact]
    public void However_long_the_API_server_is_away_it_is_told_once_or_twice()
    {
        for (var length = 1; length < 500; length += length < 60 ? 3 : 80)
        {
            // Who has never read the Lease knows of nobody, and all of such speak up: it was there for a second.
            for (var from = 1; from < Fires + 30; from++)
                Check(Play([], new Outage(from, length)), 2, $"away from {from} for {length} s");
        }
    }

    [Fact]
    public void Whoever_dies_while_the_API_server_is_away_it_is_told_once_or_twice()
    {
        foreach (var who in Replicas)
        {
            for (var at = Fires - 20; at < Fires + 30; at += 2)
            {
                for (var from = Fires - 25; from < Fires + 25; from += 3)
                    Check(
                        Play(new Fault(Loss.Kill, who, at, LongestRun), new Outage(from, 300)),
                        2,
                        $"{who} dies at {at}, away from {from}"
                    );
            }
        }
    }

    [Fact]
    public void Whoever_comes_back_later_than_the_others_it_is_told_once_or_twice()
    {
        foreach (var dead in Replicas)
        {
            for (var order = 0; order < 6; order++)
            {
                int[] late = [order / 2, (order / 2 + 1 + order % 2) % 3, (order / 2 + 2 - order % 2) % 3];
                for (var lag = 1; lag < ModelReplica.Duration.TotalSeconds / 2; lag++)
                {
                    Fault[] faults =
                    [
                        new(Loss.Kill, dead, Fires - 8, LongestRun),
                        new(Loss.Cut, late[1], Fires - 10, 60 + lag),
                        new(Loss.Cut, late[2], Fires - 10, 60 + 2 * lag),
                    ];
                    var outage = new Outage(Fires - 10, 60);
                    Check(Play(faults, outage), 2, $"{dead} is dead, back {lag} s apart: {string.Join(", ", late)}");
                    Check(Play(faults[1..], outage), 2, $"back {lag} s apart: {string.Join(", ", late)}");
                }
            }
        }
    }

    [Fact]
    public void Whoever_dies_while_nothing_can_be_written_it_is_told_once_or_twice()
    {
        foreach (var dead in Replicas)
        {
            for (var from = 1; from < Fires + 30; from += 2)
            {
                for (var length = 20; length < 500; length += 60)
                    Check(
                        Play([new(Loss.Kill, dead, Fires - 5, LongestRun)], new Outage(from, length, true)),
                        2,
                        $"{dead} is dead, read-only from {from} for {length} s"
                    );
            }
            Check(
                Play([new(Loss.Kill, dead, Fires - 5, LongestRun)], new Outage(Fires - 10, LongestRun, true)),
                2,
                $"{dead} is dead, and nothing can be written for good"
            );
        }
    }

    [Fact]
    public void The_last_one_tells_though_two_died_while_the_API_server_was_away_for_good()
    {
        Fault Lost(int who) => new(Loss.Kill, who, Fires - 5, LongestRun);

        Assert.Equal(1, Play([Lost(0), Lost(1)], new Outage(Fires - 10, LongestRun)));
    }

    static void Check(int told, int most, string what) =>
        Assert.True(told >= 1 && told <= most, $"told {told} times: {what}");

    static int Play(Fault fault, Outage outage) => Play([fault], outage);

    static int Play(Fault[] faults, Outage outage)
    {
        var start = Stories.Start.AddSeconds(-Fires);
        var lease = new ModelLease();
        var incident = Stories.Firing("orders");
        ModelReplica[] all = [.. Names.Select(name => new ModelReplica(name, lease, incident, start))];
        var told = 0;
        for (var second = 0; second < LongestRun; second++)
        {
            var isOut = second >= outage.From && second < outage.From + outage.Length;
            (lease.IsAway, lease.IsReadOnly) = (isOut && !outage.CanBeRead, isOut);
            foreach (var fault in faults)
                fault.Befall(all[fault.Who], second);
            told += all.Count(one => one.Step(TimeSpan.FromSeconds(second), second >= Fires));
            if (second > Fires + 80 && all.All(one => one.IsDone || one.IsGone))
                break;
        }
        return told;
    }

    readonly record struct Outage(int From, int Length, bool CanBeRead = false);

    readonly record struct Fault(Loss Loss, int Who, int At, int Length)
    {
        public void Befall(ModelReplica replica, int second)
        {
            var isOn = second >= At && second < At + Length;
            if (Loss is Loss.Kill && isOn)
                replica.IsGone = true;
            else if (Loss is Loss.Freeze)
                replica.IsFrozen = isOn;
            else if (Loss is Loss.Cut)
                replica.IsCut = isOn;
        }
    }
}
