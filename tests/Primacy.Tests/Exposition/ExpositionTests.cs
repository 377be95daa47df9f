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
        Assert.Equal([1, 2], sink.Build().Samples(0).ToArray().Select(sample => sample.Value));
    }

    [Fact]
    public void Batches_are_added_up_and_what_comes_twice_is_named()
    {
        var whole = new SampleSink(new CommonLabels(("cluster", "c")));
        whole.Add(Gauge, 1, "a");
        var part = whole.Begin();
        part.Add(Gauge, 2, "a");
        part.Add(Gauge, 3, "b");
        part.AddHistogram(Histogram, [new(1, 2)], 3, 4, "k");

        Assert.Equal([Gauge], whole.Add(part.Build()));
        Assert.Equal(
            """
            # HELP pg_size_bytes How "large" \\ it\nis.
            # TYPE pg_size_bytes gauge
            pg_size_bytes{cluster="c",name="a"} 1
            pg_size_bytes{cluster="c",name="b"} 3
            # HELP pg_wait_seconds Waits.
            # TYPE pg_wait_seconds histogram
            pg_wait_seconds_bucket{cluster="c",kind="k",le="1"} 2
            pg_wait_seconds_bucket{cluster="c",kind="k",le="+Inf"} 4
            pg_wait_seconds_sum{cluster="c",kind="k"} 3
            pg_wait_seconds_count{cluster="c",kind="k"} 4

            """,
            Written(whole.Build(), ExpositionFormat.Text)
        );
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
