using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>What a server is.</summary>
internal sealed class StaticCollector()
    : ViewCollector(
        "static",
        "(SELECT current_setting('server_version_num')::int AS number) AS server",
        [new("version", "version()"), new("short_version", "number / 10000 || '.' || number % 10000 || '.0'")],
        Unknown("", "Always 1; the labels tell the version.", "1")
    );
