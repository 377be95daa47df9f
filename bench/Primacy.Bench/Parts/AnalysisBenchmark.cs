using BenchmarkDotNet.Attributes;
using Primacy.Topology;

namespace Primacy.Bench.Parts;

/// <summary>
/// What one step of the core costs for a cluster of so many instances, all streaming. It must grow linearly.
/// </summary>
[MemoryDiagnoser]
public class AnalysisBenchmark
{
    static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    EquatableArray<Instance> _declared;
    Sightings _seen = Sightings.FromProbes([]);
    ClusterState _state = ClusterState.Initial;

    [Params(3, 30, 300)]
    public int Instances { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _declared = Enumerable.Range(0, Instances).Select(Declare).ToEquatableArray();
        _seen = Sightings.FromProbes([
            .. _declared.Select((instance, i) => new Observation(instance.Id, Now, TimeSpan.Zero, Answer(i))),
        ]);
        _state = Step().State;
    }

    [Benchmark]
    public ClusterStep Step() => ClusterMachine.Step("bench", _declared, _state, _seen, Now, ClusterPolicy.Default);

    ProbeOutcome.Answered Answer(int number) =>
        new(
            new ServerState
            {
                Role = number == 0 ? Role.Primary : Role.Standby,
                System = new SystemIdentifier(7),
                Timeline = new Timeline(1),
                Lsn = new Lsn(0x3000000),
                StartedAt = Now,
                Version = 180004,
                Address = $"10.0.0.{number}",
                Upstream = number == 0 ? null : new UpstreamLink("streaming", "db0", 5432, $"db{number}", null, 0.1),
                Standbys = number == 0 ? Enumerable.Range(1, Instances - 1).Select(Link).ToEquatableArray() : [],
            }
        );

    static Instance Declare(int number) => new(new InstanceId($"db{number}:5432"), $"db{number}", 5432);

    static StandbyLink Link(int number) =>
        new($"db{number}", $"10.0.0.{number}", "streaming", "async", new Lsn(0x3000000));
}
