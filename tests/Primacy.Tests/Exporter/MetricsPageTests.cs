using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Primacy.Exporter;
using Primacy.Exposition;
using Primacy.Tests.Deploying;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Exporter;

public sealed class MetricsPageTests : IDisposable
{
    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    readonly MeterReadings _readings;
    readonly SnapshotFeed _feed = new();

    public MetricsPageTests() => _readings = new MeterReadings(Meters);

    IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose()
    {
        _readings.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Clusters_and_instances_read_as_accepted()
    {
        _feed.Publish(Snapshots.Healthy("billing"));
        _feed.Publish(Snapshots.Split() with { JournalFault = "The disk is full." });
        _feed.Publish(Proofs.Split("proven"));
        _feed.Publish(
            Snapshots.From(
                "shop",
                null,
                ("a", Snapshots.Failed(ProbeFailure.TimedOut)),
                ("b", Snapshots.Failed(ProbeFailure.Refused)),
                ("""<quoted "\name">""", Snapshots.Answered(Snapshots.Standby("a")))
            )
        );

        Golden.Verify("metrics", OfClusters());
    }

    [Fact]
    public void An_instance_without_an_answer_has_no_role_and_is_not_called_a_standby()
    {
        _feed.Publish(Snapshots.From("c", null, ("a", Snapshots.Failed(ProbeFailure.TimedOut))));

        var page = OfClusters();
        Assert.DoesNotContain("pg_replication_is_replica{", page, StringComparison.Ordinal);
        Assert.Contains("primacy_instance_up{cluster=\"c\",server=\"a\"} 0\n", page, StringComparison.Ordinal);
        Assert.Contains("failure=\"timed-out\"} 1\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Counters_add_up_and_gauges_show_what_is_now()
    {
        var gauge = 3.0;
        var meter = Meters.Create("Primacy");
        var counter = meter.CreateCounter<long>("primacy_things_total", description: "Things.");
        meter.CreateObservableGauge("primacy_level", () => gauge, description: "A level.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a"));
        counter.Add(5, new KeyValuePair<string, object?>("kind", "b"));
        counter.Add(1, new KeyValuePair<string, object?>("kind", "a"));
        Whole();
        gauge = 4;

        var page = Whole();
        Assert.Contains(
            """
            # HELP primacy_things_total Things.
            # TYPE primacy_things_total counter
            primacy_things_total{kind="a"} 3
            primacy_things_total{kind="b"} 5
            """,
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("primacy_level 4\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_process_is_measured_in_the_standard_names()
    {
        var page = Whole();
        Assert.All(
            ["process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds"],
            name => Assert.Matches($@"(?m)^{name} [0-9.]+(E[+-]?\d+)?$", page)
        );
        Assert.Contains("primacy_build_info{version=\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promtool_finds_nothing_to_complain_about()
    {
        Promtool.Need();
        _feed.Publish(Snapshots.Healthy("billing"));
        _feed.Publish(Snapshots.Split());
        Meters.Create("Primacy").CreateCounter<long>("primacy_things_total", description: "Things.").Add(1);

        var (exitCode, complaints) = await Promtool.RunAsync(Path.GetTempPath(), ["check", "metrics"], Whole());

        Assert.Equal("", complaints);
        Assert.Equal(0, exitCode);
    }

    string OfClusters() =>
        Written(writer =>
        {
            InstanceMetrics.Write(writer, _feed.Newest, Snapshots.Start.AddSeconds(1));
            ClusterMetrics.Write(writer, _feed.Newest);
            SplitMetrics.Write(writer, _feed.Newest);
            TestimonyMetrics.Write(writer, _feed.Newest, Snapshots.Start.AddSeconds(1));
        });

    string Whole()
    {
        var output = new ArrayBufferWriter<byte>();
        new MetricsPage(_feed, _readings, new FakeTimeProvider(Snapshots.Start)).Write(new ExpositionWriter(output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    static string Written(Action<ExpositionWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new ExpositionWriter(output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
