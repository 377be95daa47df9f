using BenchmarkDotNet.Attributes;
using Primacy.Topology;

namespace Primacy.Bench.Parts;

/// <summary>
/// What one step of the core costs for a cluster of so many instances, all streaming, with one primary or two. It must
/// grow linearly.
/// </summary>
[MemoryDiagnoser]
public class AnalysisBenchmark
{
    static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    readonly ClusterPolicy _policy = new();
    EquatableArray<Instance> _declared;
    Sightings[] _looks = [];
    ClusterState _state = ClusterState.Initial;
    int _look;

    [Params(3, 30, 300)]
    public int Instances { get; set; }

    [Params(1, 2)]
    public int Primaries { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _declared = Enumerable.Range(0, Instances).Select(Declare).ToEquatableArray();
        _looks = [Look(0), Look(1)];
        _state = ClusterState.Initial;
        _state = Step().State;
    }

    /// <summary>Every look finds all positions moved, as on servers that work.</summary>
    [Benchmark]
    public ClusterStep Step()
    {
        _look = 1 - _look;
        var step = ClusterMachine.Confirm("bench", _declared, _state, _looks[_look], At(_look), _policy);
        _state = step.State;
        return step;
    }

    static DateTimeOffset At(int look) => Start.AddSeconds(look);

    Sightings Look(int look) =>
        Sightings.FromProbes([
            .. _declared.Select(
                (instance, i) => new Observation(instance.Id, At(look), TimeSpan.Zero, Answer(i, Position(look)))
            ),
        ]);

    ProbeOutcome.Answered Answer(int number, Lsn position) =>
        new(
            new ServerState
            {
                Role = IsPrimary(number) ? Role.Primary : Role.Standby,
                System = new SystemIdentifier(7),
                Timeline = new Timeline(1),
                Lsn = position,
                StartedAt = Start,
                Version = 180004,
                Address = $"10.0.0.{number}",
                Upstream = IsPrimary(number)
                    ? null
                    : new UpstreamLink("streaming", "db0", 5432, $"db{number}", null, 0.1),
                Standbys =
                    number == 0
                        ? Enumerable
                            .Range(Primaries, Instances - Primaries)
                            .Select(standby => Link(standby, position))
                            .ToEquatableArray()
                        : [],
            }
        );

    bool IsPrimary(int number) => number < Primaries;

    static Lsn Position(int look) => new(0x3000000 + ((ulong)look * 8192));

    static Instance Declare(int number) => new(new InstanceId($"db{number}:5432"), $"db{number}", 5432);

    static StandbyLink Link(int number, Lsn position) =>
        new($"db{number}", $"10.0.0.{number}", "streaming", "async", position);
}
