using Primacy.Exposition;

namespace Primacy.Scraping.Collecting;

/// <summary>
/// Says nothing, as in postgres_exporter of any server since version 10: it stands here so that its name can be
/// configured.
/// </summary>
internal sealed class XlogLocationCollector : ICollector
{
    public string Name => "xlog_location";

    public bool IsOnByDefault => false;

    public IReadOnlyList<Family> Families => [];

    public void Collect(Collection collection) { }
}
