using System.Buffers;
using System.Text;
using Primacy.Exposition;
using Xunit;

namespace Primacy.Tests.Exposition;

public sealed class ExpositionTests
{
    static readonly Family Gauge = Family.Gauge("pg_size_bytes", "How \"large\" \\ it\nis.", "name");
    static readonly Family Counter = Family.Counter("pg_commits_total", "Commits.");
    static readonly Family Nameless = Family.Counter("pg_xact_commit", "Commits, without the suffix.");
    static readonly Family Foreign = Family.Unknown("my-metric.größe", "Foreign.", "the-label");
    static readonly Family Histogram = Family.Histogram("pg_wait_seconds", "Waits.", "kind");

    [Fact]
    public void The_text_format_reads_as_accepted() => Golden.Verify("exposition-text", Written(ExpositionFormat.Text));

    [Fact]
    public void The_text_format_with_any_names_reads_as_accepted() =>
        Golden.Verify("exposition-text-utf8", Written(new(IsOpenMetrics: false, AllowsUtf8: true)));

    [Fact]
    public void OpenMetrics_reads_as_accepted() =>
        Golden.Verify("exposition-openmetrics", Written(new(IsOpenMetrics: true, AllowsUtf8: false)));

    [Fact]
    public void OpenMetrics_with_any_names_reads_as_accepted() =>
        Golden.Verify("exposition-openmetrics-utf8", Written(new(IsOpenMetrics: true, AllowsUtf8: true)));

    [Fact]
    public void A_second_sample_with_the_same_labels_is_not_taken()
    {
        var sink = new SampleSink(new CommonLabels(("cluster", "c")));

        Assert.True(sink.Add(Gauge, 1, "a"));
        Assert.True(sink.Add(Gauge, 2, "b"));
        Assert.False(sink.Add(Gauge, 3, "a"));
        Assert.Equal([1, 2], sink.Build().Values(0).ToArray());
    }

    [Fact]
    public void What_is_as_the_last_time_is_the_same_object_and_has_its_own_values()
    {
        var sink = new SampleSink(new CommonLabels(("cluster", "c")));
        SampleBatch Batch(double value, params string[] names)
        {
            foreach (var name in names)
                sink.Add(Gauge, value, name);
            sink.Add(Counter, value);
            return sink.Build();
        }

        var (first, second, third, fourth) = (
            Batch(1, "a", "b"),
            Batch(2, "a", "b"),
            Batch(3, "a", "c"),
            Batch(4, "a")
        );

        Assert.Same(first.Shape, second.Shape);
        Assert.Equal(Page(1, "a", "b"), Written(first, ExpositionFormat.Text));
        Assert.Equal(Page(2, "a", "b"), Written(second, ExpositionFormat.Text));
        Assert.Equal(Page(3, "a", "c"), Written(third, ExpositionFormat.Text));
        Assert.Equal(Page(4, "a"), Written(fourth, ExpositionFormat.Text));
        Assert.False(ReferenceEquals(second.Shape, third.Shape));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_taken_back_was_never_said(bool isAsTheLastTime)
    {
        var sink = new SampleSink(new CommonLabels(("cluster", "c")));
        if (isAsTheLastTime)
        {
            sink.Add(Gauge, 0, "a");
            sink.Add(Gauge, 0, "b");
            sink.Build();
        }
        sink.Add(Gauge, 1, "a");
        var before = sink.Count;
        sink.Add(Gauge, 2, "b");
        sink.Add(Gauge, 3, "other");
        sink.Truncate(before);

        Assert.True(sink.Add(Gauge, 4, "other"));
        Assert.False(sink.Add(Gauge, 5, "a"));
        Assert.Equal([1, 4], sink.Build().Values(0).ToArray());
    }

    [Fact]
    public void A_histogram_is_the_same_whatever_was_said_before()
    {
        var sink = new SampleSink(new CommonLabels(("cluster", "c")));
        SampleBatch Batch(double value)
        {
            sink.Add(Gauge, value, "a");
            Assert.True(sink.AddHistogram(Histogram, [new(1, value)], 3, 4, "k"));
            Assert.False(sink.AddHistogram(Histogram, [new(1, value)], 3, 4, "k"));
            return sink.Build();
        }

        Batch(1);
        Assert.EndsWith(
            """
            pg_wait_seconds_bucket{cluster="c",kind="k",le="1"} 2
            pg_wait_seconds_bucket{cluster="c",kind="k",le="+Inf"} 4
            pg_wait_seconds_sum{cluster="c",kind="k"} 3
            pg_wait_seconds_count{cluster="c",kind="k"} 4

            """,
            Written(Batch(2), ExpositionFormat.Text),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_batch_that_is_as_the_last_one_costs_its_values_and_no_more()
    {
        var sink = new SampleSink(new CommonLabels(("cluster", "c")));
        string[] names = [.. Enumerable.Range(0, 1000).Select(i => $"table {i}")];
        for (var round = 0; round < 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var name in names)
                sink.Add(Gauge, round, name);
            sink.Build();
            if (round > 0)
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 8_000, 8_500);
        }
    }

    [Fact]
    public void A_label_that_all_samples_have_keeps_its_name()
    {
        var sink = new SampleSink(new CommonLabels(("cluster", "c")));
        sink.Add(Family.Gauge("x", "X.", "cluster"), 1, "theirs");

        Assert.EndsWith(
            """x{cluster="c",exported_cluster="theirs"} 1""" + "\n",
            Written(sink.Build(), ExpositionFormat.Text),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_name_in_quotes_is_escaped_wherever_it_stands()
    {
        var sink = new SampleSink(new CommonLabels(("cluster", "c")));
        sink.Add(Family.Gauge("q_a\"b\\c\nd", "Odd."), 1);

        Assert.Equal(
            """
            # HELP "q_a\"b\\c\nd" Odd.
            # TYPE "q_a\"b\\c\nd" gauge
            {"q_a\"b\\c\nd",cluster="c"} 1

            """,
            Written(sink.Build(), new(IsOpenMetrics: false, AllowsUtf8: true))
        );
    }

    [Fact]
    public void A_page_is_written_without_an_object_for_each_sample()
    {
        var sink = new SampleSink(new CommonLabels(("cluster", "c")));
        for (var i = 0; i < 20_000; i++)
            sink.Add(Gauge, i + 0.5, $"table {i}");
        var batch = sink.Build();
        var output = new ArrayBufferWriter<byte>(4_000_000);
        var writer = new ExpositionWriter(output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        writer.Samples(batch, 0);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, 10_000);
    }

    static string Page(double value, params string[] names) =>
        string.Concat([
            "# HELP pg_commits_total Commits.\n# TYPE pg_commits_total counter\n",
            $"pg_commits_total{{cluster=\"c\"}} {value}\n",
            "# HELP pg_size_bytes How \"large\" \\\\ it\\nis.\n# TYPE pg_size_bytes gauge\n",
            .. names.Select(name => $"pg_size_bytes{{cluster=\"c\",name=\"{name}\"}} {value}\n"),
        ]);

    static string Written(ExpositionFormat format)
    {
        var sink = new SampleSink(new CommonLabels(("cluster", "c"), ("server", "db1:5432")));
        sink.Add(Gauge, 1024, "back\\slash, \"quote\"\nand Ä");
        sink.Add(Gauge, 0.25, (string?)null);
        sink.Add(Gauge, double.NaN, "nan");
        sink.Add(Gauge, double.NegativeInfinity, "least");
        sink.Add(Gauge, 1e300, "most");
        sink.Add(Gauge, 9007199254740993, "whole");
        sink.Add(Counter, 7);
        sink.Add(Nameless, 8);
        sink.Add(Foreign, 9, "va\"lue");
        sink.AddHistogram(Histogram, [new(0.5, 1), new(1, 2), new(1e6, 3)], 12.5, 4, "lock");
        sink.AddHistogram(Histogram, [], 0, 0, "none");
        return Written(sink.Build(), format);
    }

    static string Written(SampleBatch batch, ExpositionFormat format)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new ExpositionWriter(output, format);
        for (var i = 0; i < batch.Families.Length; i++)
        {
            writer.Family(batch.Families[i].Name, batch.Families[i].Kind, batch.Families[i].Help);
            writer.Samples(batch, i);
        }
        writer.End();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
