using System.Buffers;
using System.IO.Pipelines;
using Primacy.Exposition;
using Primacy.Scraping;

namespace Primacy.Exporter;

/// <summary>What was scraped of the servers: each family once, with the samples of all servers.</summary>
internal static class ScrapedMetrics
{
    /// <summary>
    /// What may wait to be sent before the page goes on, which may be many megabytes long. So little that its buffers
    /// come from the pool and go back there.
    /// </summary>
    const int UnsentBytesMax = 64 * 1024;

    public static async Task WriteAsync(
        ExpositionWriter writer,
        ScrapeResult scraped,
        PipeWriter output,
        CancellationToken cancellation
    )
    {
        Loaded(writer, scraped);
        foreach (var batches in scraped.Columns())
        {
            var places = ArrayPool<int>.Shared.Rent(batches.Length);
            Array.Clear(places, 0, batches.Length);
            while (Next(batches, places) is { } family)
            {
                writer.Family(family.Name, family.Kind, family.Help);
                for (var i = 0; i < batches.Length; i++)
                {
                    Write(writer, family, batches[i], ref places[i]);
                    if (output.UnflushedBytes > UnsentBytesMax)
                        await output.FlushAsync(cancellation);
                }
            }
            ArrayPool<int>.Shared.Return(places);
        }
    }

    /// <summary>A service that runs has loaded its files once; a wrong one leaves what there was in use.</summary>
    static void Loaded(ExpositionWriter writer, ScrapeResult scraped)
    {
        var files = scraped.Plan.Options.Files;
        if (files.Count == 0)
            return;
        var family = ScrapeFamilies.QueriesLoadError;
        writer.Family(family.Name, family.Kind, family.Help);
        foreach (var file in files)
            writer.Sample(scraped.WrongFiles.Contains(file.Name), ("filename", file.Name), ("hashsum", file.Hash));
    }

    static void Write(ExpositionWriter writer, Family family, SampleBatch batch, ref int place)
    {
        if (place < batch.Families.Length && IsSame(batch.Families[place], family))
            writer.Samples(batch, place++);
    }

    /// <summary>The first by name of those that have not been written: all batches are in that order.</summary>
    static Family? Next(SampleBatch[] batches, int[] places)
    {
        Family? next = null;
        for (var i = 0; i < batches.Length; i++)
        {
            var families = batches[i].Families;
            if (places[i] == families.Length)
                continue;
            var candidate = families[places[i]];
            if (
                next is null
                || (!ReferenceEquals(next, candidate) && string.CompareOrdinal(candidate.Name, next.Name) < 0)
            )
                next = candidate;
        }
        return next;
    }

    static bool IsSame(Family one, Family other) => ReferenceEquals(one, other) || one.Name == other.Name;
}
